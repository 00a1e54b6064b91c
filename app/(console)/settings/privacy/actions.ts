"use server";
import { runAction } from "@/app/action";
import {
  type AddPurposeInput,
  addPurpose,
  addPurposeSchema,
  type SetRegulationInput,
  setRegulation,
  setRegulationSchema,
} from "@/lib/settings";

export async function setRegulationAction(input: SetRegulationInput) {
  return await runAction(setRegulationSchema, input, setRegulation);
}

export async function addPurposeAction(input: AddPurposeInput) {
  return await runAction(addPurposeSchema, input, addPurpose);
}
