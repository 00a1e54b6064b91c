import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/** A program that would run for ever, started as the server is: in a session of its own, with a channel. */
const PARENT = `
  const args = ["--import", "./scripts/end-with-parent.mjs", "--eval", "setInterval(() => {}, 1000); console.log('up')"];
  require("node:child_process").spawn(process.execPath, args, {
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
`;

test("a program ends when whoever started it was killed", async () => {
  const parent = spawn(process.execPath, ["--eval", PARENT], { stdio: ["ignore", "pipe", "inherit"] });
  // The pipe is the program's too: it closes when both are gone.
  const closed = new Promise((resolve) => parent.stdout.once("close", () => resolve("closed")));
  expect(await new Promise((resolve) => parent.stdout.once("data", (text) => resolve(String(text))))).toBe("up\n");
  parent.kill("SIGKILL");
  expect(await closed).toBe("closed");
});
