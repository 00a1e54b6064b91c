"use client";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** The last resort outside of the console's frame, such as the sign-in page. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
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
      The server could not answer. If this goes on, the database may be away.
    </ErrorState>
  );
}
