// Plain lines for whoever runs a script.

/** @param {string} line */
export const say = (line) => void process.stdout.write(`${line}\n`);

/** Ends the script with one sentence instead of a stack trace. */
export class Stop extends Error {}

/**
 * Says what is being done, again every ten seconds, and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(what, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${what} …`);
  const timer = setInterval(() => say(`  ${what}: ${seconds()} s so far`), 10_000);
  try {
    const result = await work();
    say(`  ${what}: done in ${seconds()} s.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** Runs a script's main function: a Stop prints its sentence, anything else its stack. */
export function main(work) {
  work().catch((error) => {
    process.stderr.write(`\n${error instanceof Stop ? error.message : (error.stack ?? error)}\n`);
    process.exit(1);
  });
}
