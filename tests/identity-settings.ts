import type { IdentitySettings } from "../lib/identity/settings";
import { bumpRules } from "../lib/inputs/bump-rules";
import { prisma } from "../lib/prisma";

/** Puts other identity settings in force for a scope, as Settings > Identity would. */
export async function setIdentitySettings(scopeId: number, settings: Partial<IdentitySettings>): Promise<void> {
  const { strategy, priority, uniqueTypes, loginTypes, immutableTypes } = settings;
  const lists = { priority, uniqueTypes, loginTypes, immutableTypes };
  const given = Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list ? [[name, [...list]]] : [])));
  await prisma().$transaction(async (tx) => {
    await tx.identityScope.update({ where: { id: scopeId }, data: { ...(strategy ? { strategy } : {}), ...given } });
    await bumpRules(tx, { scopeId });
  });
}
