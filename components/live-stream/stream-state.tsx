"use client";
import { CircleAlert, LoaderCircle, Unplug } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Ending } from "./live-message";
import type { StreamState } from "./live-store";

/** Why a stream ended, and what helps. */
export const ENDINGS: Readonly<Record<Ending, string>> = {
  signed_out: "Your session has ended. Sign in again to go on.",
  forbidden: "Your role no longer holds the permission live_stream.view.",
  not_found: "This workspace, or the saved device, is no longer there for you.",
  role_changed: "Your role has changed; the page has to be loaded again.",
  closing: "The server is restarting.",
  cursor_ahead: "The server has another database than before; the page has to be loaded again.",
  refused: "The server did not accept these filters.",
};

/** How the stream is: icon and word, never colour alone. Announced when it changes. */
export function StreamStateMark({ state, paused }: { state: StreamState; paused: boolean }) {
  const { look, icon, words } = lookOf(state, paused);
  return (
    <span role="status" className={cn("inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-xs", look)}>
      {icon}
      {words}
      {state.kind === "waiting" && !state.offline ? <Countdown until={state.retryAt} /> : null}
    </span>
  );
}

function lookOf(state: StreamState, paused: boolean) {
  const spinner = <LoaderCircle className="size-3.5 animate-spin" aria-hidden />;
  switch (state.kind) {
    case "live":
      return {
        look: "text-success",
        icon: <span aria-hidden className={cn("size-2 rounded-full", paused ? "bg-warn" : "bg-success")} />,
        words: paused ? "Live, list paused" : "Live",
      };
    case "connecting":
      return { look: "text-muted", icon: spinner, words: "Connecting" };
    case "catching_up":
      return { look: "text-muted", icon: spinner, words: "Catching up" };
    case "stalled":
      return { look: "text-warn", icon: spinner, words: "Waiting for the database" };
    case "waiting":
      return {
        look: "text-warn",
        icon: <Unplug className="size-3.5" aria-hidden />,
        words: state.offline ? "Offline" : "Reconnecting",
      };
    case "ended":
      return { look: "text-danger", icon: <CircleAlert className="size-3.5" aria-hidden />, words: "Ended" };
  }
}

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((until - now) / 1_000);
  return <span aria-hidden>{seconds > 0 ? `in ${seconds} s` : "now"}</span>;
}
