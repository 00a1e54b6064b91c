"use server";
import { runAction } from "@/app/action";
import {
  type DeclareAccountAttributeInput,
  declareAccountAttribute,
  declareAccountAttributeSchema,
  type UndeclareAccountAttributeInput,
  undeclareAccountAttribute,
  undeclareAccountAttributeSchema,
} from "@/lib/settings";

export async function declareAccountAttributeAction(input: DeclareAccountAttributeInput) {
  return await runAction(declareAccountAttributeSchema, input, declareAccountAttribute);
}

export async function undeclareAccountAttributeAction(input: UndeclareAccountAttributeInput) {
  return await runAction(undeclareAccountAttributeSchema, input, undeclareAccountAttribute);
}
