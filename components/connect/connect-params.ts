import { createLoader, createSerializer, parseAsStringLiteral } from "nuqs/server";
import { ENVIRONMENTS } from "@/lib/batch/enums";
import { LANGUAGES } from "./snippets";

/** The address of the Connect screen. Read on the server alone: each choice is a link. */
const connectParams = {
  /** Left out: the most usual one of the input's kind. */
  lang: parseAsStringLiteral(LANGUAGES),
  /** Development first: its batches are seen in the Live Stream. */
  env: parseAsStringLiteral(ENVIRONMENTS).withDefault("development"),
};
export const loadConnectParams = createLoader(connectParams);

/** An address with other choices in it. */
export const withConnectParams = createSerializer(connectParams);
