"use client";
import { useSyncExternalStore } from "react";

export const MIN_SHARE = 20;
export const MAX_SHARE = 75;
const FIRST_SHARE = 42;

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function stored(key: string): number {
  try {
    const share = Number(window.localStorage.getItem(key));
    return share >= MIN_SHARE && share <= MAX_SHARE ? share : FIRST_SHARE;
  } catch {
    return FIRST_SHARE;
  }
}

/** How much of a view its right side takes, percent; the browser remembers it. */
export function useStoredShare(key: string): readonly [share: number, set: (share: number) => void] {
  const share = useSyncExternalStore(
    subscribe,
    () => stored(key),
    () => FIRST_SHARE,
  );
  const set = (next: number) => {
    try {
      window.localStorage.setItem(key, String(Math.min(MAX_SHARE, Math.max(MIN_SHARE, next))));
    } catch {
      // Without storage the sides keep their widths.
    }
    for (const listener of listeners) listener();
  };
  return [share, set];
}
