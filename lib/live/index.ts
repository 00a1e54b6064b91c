/** The live stream: every batch in commit order, as it comes. https://docs.mparticle.com/guides/platform-guide/live-stream */
export { announceAccess } from "./announce-access";
export { deleteDevice, deleteDeviceSchema } from "./delete-device";
export { type LiveFilter, liveFilterSchema } from "./filter";
export type { EndReason, LiveFrame } from "./frames";
export { getLiveBatch, type LiveBatch } from "./get-live-batch";
export { type LiveDevices, listDevices, type SavedDevice, type SendingDevice } from "./list-devices";
export { type LivePage, readLivePage } from "./page";
export { closePublisher } from "./publish";
export { resolveDevice } from "./resolve-device";
export type { LiveRow } from "./row";
export { type SaveDeviceInput, saveDevice, saveDeviceSchema } from "./save-device";
export { closeStreams, type Subscription, subscribe } from "./subscribe";
