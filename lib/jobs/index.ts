export { type MaintenanceReport, runMaintenance, startMaintenance } from "./maintenance";
export { ensureComingPartitions, ensurePartitions, filledDefaultPartitions } from "./partitions";
