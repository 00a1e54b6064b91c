"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { formatCount } from "@/lib/format";
import type { LiveSnapshot } from "./live-store";
import type { Rate } from "./rate";

type MeterProps = { rate: Rate } & Pick<LiveSnapshot, "received" | "missed" | "skipped">;

/** How much comes, and the proof that nothing is missing. */
export function Meter({ rate, received, missed, skipped }: MeterProps) {
  const [perSecond, setPerSecond] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setPerSecond(rate.perSecond(Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [rate]);
  const Icon = missed > 0 ? TriangleAlert : CircleCheck;
  return (
    <div className="flex items-center gap-3 whitespace-nowrap text-muted text-xs">
      <span title="Batches per second, over the last ten seconds">
        <b className="font-semibold text-ink">{perSecond.toFixed(1)}</b>/s
      </span>
      <span title="Batches of this view since you opened it">
        <b className="font-semibold text-ink">{formatCount(received)}</b> received
      </span>
      <Tooltip
        content={
          <span className="block">
            Every batch of the workspace has a number without gaps. The server accounts for each number, also of batches
            that the filters hide, and this page checks them one by one.
          </span>
        }
      >
        <button
          type="button"
          className={cn("inline-flex cursor-help items-center gap-1", missed > 0 ? "text-danger" : "text-success")}
        >
          <Icon className="size-3.5" aria-hidden />
          missed {formatCount(missed)}
        </button>
      </Tooltip>
      {skipped > 0 ? (
        <span className="text-warn" title="They came while you were away, and are older than the 100,000 kept batches.">
          {formatCount(skipped)} no longer kept
        </span>
      ) : null}
    </div>
  );
}
