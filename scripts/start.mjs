// `npm start`: from a bare clone to a running console. Imports nothing but Node until the packages are installed.
import { checkNode, ensureInstalled } from "./install.mjs";
import { main } from "./say.mjs";

main(async () => {
  checkNode();
  await ensureInstalled();
  const { run } = await import("./run.mjs");
  await run({ development: process.argv.includes("--dev") });
});
