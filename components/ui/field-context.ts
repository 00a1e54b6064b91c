"use client";
import { createContext, useContext } from "react";

/** What a field tells its control. */
export type FieldFacts = {
  readonly labelId: string;
  readonly controlId: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly disabled: boolean;
};

export const FieldContext = createContext<FieldFacts | null>(null);

/** Null outside of a field. */
export const useField = () => useContext(FieldContext);
