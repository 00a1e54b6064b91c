"use client";
import { useState, useTransition } from "react";

/** What a server action answers: see app/action.ts. */
export type Answer<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

/**
 * Runs a server action from a form or a button: whether it is under way, and what it refused, in words. `onDone` gets
 * what it gave back.
 */
export function useAction<Input, Data>(
  action: (input: Input) => Promise<Answer<Data>>,
  onDone?: (data: Data) => void,
): { run: (input: Input) => void; busy: boolean; error: string | null; clear: () => void } {
  const [busy, start] = useTransition();
  const [error, setError] = useState<string | null>(null);
  const run = (input: Input) =>
    start(async () => {
      setError(null);
      try {
        const answer = await action(input);
        if (answer.ok) onDone?.(answer.data);
        else setError(answer.error.message);
      } catch {
        setError("The server did not answer. Nothing may have been changed; look again before repeating.");
      }
    });
  return { run, busy, error, clear: () => setError(null) };
}
