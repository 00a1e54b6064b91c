async function main(): Promise<void> {
  const position = process.argv.indexOf("--only");
  const only = position < 0 ? undefined : process.argv[position + 1];
  // Each process loads its own half alone.
  if (only === "console") await (await import("./console")).runConsole();
  else if (only === undefined || only === "server") await (await import("./server")).runServer(only === "server");
  else throw new Error("--only takes server or console.");
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
