import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Role } from "../access/permissions";
import type { ProtectionLevel } from "../explain/decision";

export type DemoInput = {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly key: string;
  readonly secret: string;
  readonly protectionLevel: ProtectionLevel | null;
};

/** What scripts need of a demo database: `demo.json` in the data folder, readable by its owner only. */
export type DemoFile = {
  readonly url: string;
  readonly orgId: number;
  readonly accountId: number;
  readonly users: readonly { readonly role: Role; readonly email: string; readonly password: string }[];
  readonly workspaces: readonly { readonly id: number; readonly name: string; readonly inputs: readonly DemoInput[] }[];
  readonly apiCredentials: readonly {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly workspaceIds: readonly number[];
  }[];
};

const demoPath = (dataDir: string) => path.join(dataDir, "demo.json");

/** Never half a file, never readable by others. */
export async function writeDemoFile(dataDir: string, file: DemoFile): Promise<void> {
  const target = demoPath(dataDir);
  const temporary = `${target}.${process.pid}.tmp`;
  await mkdir(dataDir, { recursive: true });
  await rm(temporary, { force: true });
  await writeFile(temporary, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, target);
}

/** The file of this data folder; null when there is none. */
export async function readDemoFile(dataDir: string): Promise<DemoFile | null> {
  try {
    return JSON.parse(await readFile(demoPath(dataDir), "utf8")) as DemoFile;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
