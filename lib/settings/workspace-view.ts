import type { Prisma } from "../generated/prisma/client";

export const WORKSPACE_WITH_SCOPE = {
  identityScope: { select: { id: true, name: true, strategy: true } },
  _count: { select: { inputs: true } },
} satisfies Prisma.WorkspaceInclude;

type WorkspaceRow = Prisma.WorkspaceGetPayload<{ include: typeof WORKSPACE_WITH_SCOPE }>;

export type WorkspaceView = {
  readonly id: number;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Workspaces of one scope share their people. */
  readonly identityScope: { readonly id: number; readonly name: string; readonly strategy: string };
  readonly inputCount: number;
  /** Epoch ms. */
  readonly createdAt: number;
};

export function workspaceView(row: WorkspaceRow): WorkspaceView {
  const { id, name, timeZone, identityScope, createdAt, _count } = row;
  return { id, name, timeZone, identityScope, inputCount: _count.inputs, createdAt: Number(createdAt) };
}
