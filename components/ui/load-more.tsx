"use client";
import { Button } from "./button";

type LoadMoreProps = {
  /** How many are shown, in words: "50 of 1,204 people". */
  shown: string;
  hasMore: boolean;
  busy?: boolean;
  onLoad: () => void;
};

/** The end of a list: how much is shown, and more. Announced when it grows. */
export function LoadMore({ shown, hasMore, busy, onLoad }: LoadMoreProps) {
  return (
    <div className="flex items-center justify-center gap-3 py-3 text-muted text-xs">
      <span aria-live="polite">{shown}</span>
      {hasMore ? (
        <Button size="sm" busy={busy} onClick={onLoad}>
          Load more
        </Button>
      ) : null}
    </div>
  );
}
