import type { Prisma } from "../generated/prisma/client";

/**
 * Why a workspace can't move to another identity scope. `profiles`: people of the old scope would be lost to it.
 * `inputs`: one that is enabled might bring the first person in between.
 */
export type MoveObstacle = "profiles" | "inputs";

/** Both are looked up by an index: a profile comes with a batch of somebody. */
export async function moveObstacles(tx: Prisma.TransactionClient, workspaceId: number): Promise<MoveObstacle[]> {
  const [found] = await tx.$queryRaw<{ profiles: boolean; inputs: boolean }[]>`
    SELECT EXISTS (SELECT FROM batch WHERE workspace_id = ${workspaceId} AND mpid IS NOT NULL) AS profiles,
           EXISTS (SELECT FROM input WHERE workspace_id = ${workspaceId} AND enabled) AS inputs`;
  return (["profiles", "inputs"] as const).filter((obstacle) => found?.[obstacle]);
}
