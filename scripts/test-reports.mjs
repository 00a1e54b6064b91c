// What the suites' JSON reports say, for the lines that `npm test` prints last.

/**
 * Counts, and a line for each failure: where it stands, its name, what went wrong.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Outcome
 */

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The first lines of a message, without colours, as one line. */
const brief = (message = "") =>
  message
    .replace(COLOURS, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("at "))
    .slice(0, 6)
    .join(" | ")
    .slice(0, 600);

/**
 * Vitest's JSON report. A file that could not even begin has no failed test; its own failure counts as one.
 * @param {string} root the project's folder, to shorten paths
 * @returns {Outcome}
 */
export function readVitest(json, root) {
  const failures = json.testResults
    .filter((file) => file.status === "failed")
    .flatMap((file) => {
      const name = file.name.replace(`${root}/`, "");
      const tests = file.assertionResults.filter((result) => result.status === "failed");
      return tests.length > 0
        ? tests.map((test) => `${name} › ${test.fullName}: ${brief(test.failureMessages[0])}`)
        : [`${name}: ${brief(file.message)}`];
    });
  return {
    passed: json.numPassedTests,
    failed: failures.length,
    skipped: json.numPendingTests + json.numTodoTests,
    failures,
  };
}

/** All specs below some suites, whichever depth they stand at. */
const specsOf = (suites) => suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);

/**
 * Playwright's JSON report. Errors outside of any test, as of a set-up that failed, count, too.
 * @returns {Outcome}
 */
export function readPlaywright({ stats, suites, errors }) {
  const failed = specsOf(suites).filter(({ ok }) => !ok);
  const failures = [
    ...failed.map(({ file, line, title, tests }) => {
      const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message;
      return `e2e/${file}:${line} › ${title}: ${brief(message)}`;
    }),
    ...errors.map(({ message }) => brief(message)),
  ];
  return { passed: stats.expected + stats.flaky, failed: failures.length, skipped: stats.skipped, failures };
}
