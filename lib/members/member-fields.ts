import { z } from "zod";
import { ROLES } from "../access/permissions";

/** E-mails are kept in lower case: nobody has two accounts by capitals. */
export const emailField = z.string().trim().toLowerCase().max(320).pipe(z.email());
export const nameField = z.string().trim().min(1).max(100);
export const roleField = z.enum(ROLES);
/** Length is what counts; https://pages.nist.gov/800-63-4/sp800-63b.html */
export const passwordField = z.string().min(10, "at least 10 characters").max(200);
