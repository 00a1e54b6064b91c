import { PrismaPg } from "@prisma/adapter-pg";
import { database } from "./db";
import { PrismaClient } from "./generated/prisma/client";

/**
 * Prisma over the console's pool: settings and members, never the ingest path. Its first statement costs a process
 * 40 MB, so what the machines' door does and what the reading pages show go without it.
 */
export function prisma(): PrismaClient {
  const open = database();
  // Prisma's own 5 s would fail a settings change on a machine that is busy for a moment.
  const transactionOptions = { maxWait: 10_000, timeout: 20_000 };
  open.prisma ??= new PrismaClient({ adapter: new PrismaPg(open.pool), transactionOptions });
  return open.prisma;
}
