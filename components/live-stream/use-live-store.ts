"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { LivePage } from "@/lib/live/page";
import { type LiveView, viewKey } from "./live-message";
import { LiveShare } from "./live-share";
import { type LiveSnapshot, LiveStore } from "./live-store";

/** The rows of a view: the page that the server rendered, then what comes. Mount it anew for another view. */
export function useLiveStore(view: LiveView, page: LivePage): { store: LiveStore; live: LiveSnapshot } {
  const [store] = useState(() => new LiveStore(page));
  const key = viewKey(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the view
  useEffect(() => {
    const share = new LiveShare(key, view, {
      onMessage: (message) => store.apply(message),
      onState: (state) => store.setLine(state),
      cursor: () => store.cursor,
    });
    store.onGap = () => share.ask();
    return () => share.close();
  }, [key, store]);
  return { store, live: useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot) };
}
