import { z } from "zod";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { DEVICE_PLATFORMS } from "./device-label";
import type { SavedDevice } from "./list-devices";
import { savedDeviceRef } from "./resolve-device";

export const saveDeviceSchema = z.object({
  platform: z.enum(DEVICE_PLATFORMS),
  deviceId: z.string().trim().min(1, "Name the device's ID.").max(400),
  name: z.string().trim().min(1, "Give the device a name.").max(100),
});
export type SaveDeviceInput = z.infer<typeof saveDeviceSchema>;

/**
 * Saves a device for everybody of the account; one that is saved already gets the new name.
 * https://docs.mparticle.com/guides/platform-guide/live-stream
 */
export async function saveDevice(ctx: Context, input: SaveDeviceInput): Promise<SavedDevice> {
  requirePermission(ctx, "live_stream.view");
  const { platform, deviceId, name } = parseInput(saveDeviceSchema, input);
  const { accountId } = ctx;
  const saved = await prisma().$transaction(async (tx) => {
    const key = { accountId_platform_deviceId: { accountId, platform, deviceId } };
    const known = await tx.savedDevice.findUnique({ where: key });
    const row = await tx.savedDevice.upsert({
      where: key,
      create: { accountId, platform, deviceId, name, createdAt: BigInt(Date.now()) },
      update: { name },
    });
    await writeAudit(tx, ctx, {
      action: known ? "live_stream.device.rename" : "live_stream.device.save",
      targetType: "saved_device",
      targetId: row.id,
      targetName: name,
      ...(known ? { before: { name: known.name } } : {}),
      after: { name },
    });
    return row;
  });
  return { id: saved.id, value: savedDeviceRef(saved.id), deviceId, platform, name };
}
