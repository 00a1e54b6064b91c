// `npm run bench`: installs what is missing, then runs scripts/bench/main.ts.
import { checkNode, ensureInstalled } from "./install.mjs";
import { main } from "./say.mjs";

main(async () => {
  checkNode();
  await ensureInstalled();
  await import("tsx");
  const { bench } = await import("./bench/main.ts");
  await bench();
});
