import { OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyableId } from "./copyable-id";

type ErrorStateProps = {
  /** What failed, in a sentence. */
  title: string;
  children?: ReactNode;
  requestId?: string | undefined;
  /** Usually a "Try again" button. */
  action?: ReactNode;
};

/** Something failed: what, its request id, and a way on. */
export function ErrorState({ title, children, requestId, action }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-danger-soft text-danger">
        <OctagonAlert className="size-5" aria-hidden />
      </span>
      <h2 className="font-semibold text-md">{title}</h2>
      {children ? <div className="max-w-md text-balance text-muted">{children}</div> : null}
      {requestId ? (
        <div className="flex items-center gap-1.5 text-muted text-xs">
          Request <CopyableId id={requestId} label="request ID" />
        </div>
      ) : null}
      {action ? <div className="mt-2 flex gap-2">{action}</div> : null}
    </div>
  );
}
