"use client";
import { useEffect, useState } from "react";
import type { LimitUse } from "@/lib/rate-limits/rate-limit-use";

const AGAIN_MS = 2_000;

/** How much of which limit is used, asked for every two seconds while the page is in sight; undefined: not known yet. */
export function useLimitUse(workspaceId: number, active: boolean): readonly LimitUse[] | undefined {
  const [uses, setUses] = useState<readonly LimitUse[]>();
  useEffect(() => {
    if (!active) return;
    const stop = new AbortController();
    const ask = async () => {
      // Without an answer what is known stays; the next one is soon.
      const response = await fetch(`/api/rate-limits?ws=${workspaceId}`, { signal: stop.signal }).catch(() => null);
      const answer: { uses: LimitUse[] } | null = response?.ok ? await response.json().catch(() => null) : null;
      if (answer && !stop.signal.aborted) setUses(answer.uses);
    };
    void ask();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void ask();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [workspaceId, active]);
  return uses;
}
