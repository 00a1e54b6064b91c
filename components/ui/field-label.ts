"use client";
import { createContext, useContext } from "react";

/** The id of the label of the field around a control. */
export const FieldLabelContext = createContext<string | undefined>(undefined);

export const useFieldLabel = () => useContext(FieldLabelContext);
