"use client";
import { useEffect, useState } from "react";
import type { LiveDevices } from "@/lib/live/list-devices";
import { fetchDevices } from "./live-api";

const AGAIN_MS = 30_000;

/** What was answered last, by workspace: other filters mount the screen anew, and its devices are the same. */
const known = new Map<number, LiveDevices>();

/** The saved devices and those sending now, asked for every half minute while the page is in sight. */
export function useDevices(workspaceId: number): { devices: LiveDevices | undefined; refetch: () => void } {
  const [devices, setDevices] = useState(() => known.get(workspaceId));
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` counts who wants to know now
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      // Without an answer what is known stays; the next one is soon.
      const answer = await fetchDevices(workspaceId, stop.signal).catch(() => null);
      if (!answer || stop.signal.aborted) return;
      known.set(workspaceId, answer);
      setDevices(answer);
    };
    void ask();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void ask();
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [workspaceId, asked]);
  return { devices, refetch: () => setAsked((before) => before + 1) };
}
