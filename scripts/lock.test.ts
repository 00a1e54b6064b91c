import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { takeLock } from "./lock.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const newFile = () => path.join(folder, `${++count}.lock`);
const quickly = { waitMs: 0 };

describe("a lock", () => {
  test("names its holder to whoever comes second, and can be taken again after it was let go", async () => {
    const file = newFile();
    const first = await takeLock(file, { ...quickly, facts: { port: 3000 } });
    if (!("release" in first)) throw new Error("not taken");
    expect(await takeLock(file, quickly)).toMatchObject({ holder: { pid: process.pid, port: 3000 } });
    first.release();
    expect(await takeLock(file, quickly)).toMatchObject({ recovered: false });
  });

  test("of a killed process is taken over", async () => {
    const file = newFile();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    writeFileSync(file, JSON.stringify({ pid: child.pid, start: "1" }));
    expect(await takeLock(file, quickly)).toMatchObject({ recovered: true });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
  });

  test.runIf(process.platform === "linux")("of a process whose number somebody else got is taken over", async () => {
    const file = newFile();
    writeFileSync(file, JSON.stringify({ pid: process.pid, start: "before the reboot" }));
    expect(await takeLock(file, quickly)).toMatchObject({ recovered: true });
  });

  test("that was cut off while it was written is taken over", async () => {
    const file = newFile();
    writeFileSync(file, "");
    expect(await takeLock(file, quickly)).toMatchObject({ recovered: true });
  });
});
