"use server";
import { runAction } from "@/app/action";
import { deleteDevice, deleteDeviceSchema, saveDevice, saveDeviceSchema } from "@/lib/live";

export async function saveDeviceAction(input: unknown) {
  return runAction(saveDeviceSchema, input, saveDevice);
}

export async function deleteDeviceAction(input: unknown) {
  return runAction(deleteDeviceSchema, input, deleteDevice);
}
