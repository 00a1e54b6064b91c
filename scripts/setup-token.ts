// Prints a new token for the set-up page; nothing when the installation has a member already.
import { closeDatabase } from "../lib/db";
import { createSetupToken } from "../lib/members/setup-token";

const token = await createSetupToken(Date.now());
await closeDatabase();
if (token) process.stdout.write(token);
