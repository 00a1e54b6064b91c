export { closeDatabase } from "../db";
export { isDatabaseReachable, waitForDatabase } from "./database-reachable";
export { type JobTrouble, loadWorker } from "./load-worker";
export { type MaintenanceReport, runMaintenance, startMaintenance } from "./maintenance";
export { ensureComingPartitions, ensurePartitions, filledDefaultPartitions } from "./partitions";
