import { shortenId } from "@/lib/format";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type CopyableIdProps = {
  /** The exact string: never a number. */
  id: string;
  /** What it is, such as "MPID". */
  label: string;
  /** Shows only its ends; the whole id is copied and stands in the title. */
  short?: boolean;
  className?: string;
};

/** An id in mono with its copy button. */
export function CopyableId({ id, label, short, className }: CopyableIdProps) {
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1 font-mono text-xs", className)}>
      <span className="truncate" title={id}>
        {short ? shortenId(id) : id}
      </span>
      <CopyButton text={id} label={label} />
    </span>
  );
}
