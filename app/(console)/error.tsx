"use client";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** A page that failed; the rest of the console goes on. The digest is what the server's log calls it. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This page could not be shown"
      requestId={error.digest}
      action={
        <Button tone="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Something failed on the server. Nothing was changed by it.
    </ErrorState>
  );
}
