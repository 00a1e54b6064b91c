import { Hono } from "hono";
import { z } from "zod";
import { parseJson, stringifyJson } from "@/lib/batch";
import { parseInput } from "@/lib/parse-input";
import { putAccountValues } from "@/lib/profile/account-attributes/put-values";
import { readBody } from "../http/body";
import { limitAccount } from "../http/rate-limit";
import { requireCaller } from "../http/require-caller";
import type { AppEnv } from "../http/types";

/** Account-level values of a person. Ours: the documented Profile API, beside which it lives, only reads them. */
export const accountAttributes = new Hono<AppEnv>();

const id = z
  .string()
  .regex(/^\d{1,10}$/, "it is no whole number")
  .transform(Number)
  .refine((number) => number <= 2_147_483_647, "it is too large");
const placeSchema = z.object({ orgId: id, accountId: id, workspaceId: id, mpid: z.string() });

accountAttributes.put("/userprofile/v1/:orgId/:accountId/:workspaceId/:mpid/account_attributes", async (c) => {
  const caller = await requireCaller(c);
  await limitAccount(c, caller.accountId);
  const place = parseInput(placeSchema, c.req.param());
  const { mpid, values } = await putAccountValues(caller, { ...place, body: parseJson(await readBody(c)) });
  const answer = stringifyJson({ mpid: BigInt(mpid), account_user_attributes: values });
  return c.body(answer, 200, { "content-type": "application/json", "cache-control": "no-store" });
});
