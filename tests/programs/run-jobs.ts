/** A process of its own that runs scheduled jobs until it is killed. */
import { startWorker } from "../../lib/jobs/worker";

startWorker((what, error) => process.stderr.write(`${what}: ${error instanceof Error ? error.message : error}\n`));
