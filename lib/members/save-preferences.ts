import { z } from "zod";
import type { Context } from "../access/context";
import { prisma } from "../db";
import { ZONE_CHOICES } from "../format";
import { parseInput } from "../parse-input";

export const preferencesSchema = z.object({
  theme: z.enum(["system", "light", "dark"]).optional(),
  timeZone: z.enum(ZONE_CHOICES).optional(),
});
export type Preferences = z.input<typeof preferencesSchema>;

/** Theme and time zone of the reader themself; every role may. Not audited: it changes nobody's data. */
export async function savePreferences(ctx: Context, input: Preferences): Promise<void> {
  const { theme, timeZone } = parseInput(preferencesSchema, input);
  await prisma().member.update({ where: { id: ctx.member.id }, data: { theme, timeZone } });
}
