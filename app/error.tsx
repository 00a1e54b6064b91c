"use client";
import { Button } from "@/components/ui/button";

/** The last resort outside of the console's frame, such as the sign-in page. Plain, since every page carries it. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <h2 className="font-semibold text-md">This page could not be shown</h2>
      <p className="max-w-md text-balance text-muted">
        The server could not answer. If this goes on, the database may be away.
      </p>
      {error.digest ? (
        <p className="text-muted text-xs">
          Request <code className="font-mono">{error.digest}</code>
        </p>
      ) : null}
      <Button tone="primary" className="mt-2" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
