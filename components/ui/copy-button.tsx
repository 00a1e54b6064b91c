"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "./cn";
import { toast } from "./toast";

type CopyButtonProps = {
  /** The exact text. */
  text: string;
  /** What it is, for the accessible name: "MPID" gives "Copy MPID". */
  label: string;
  className?: string;
};

/** Copies a text as it is; the tick stays for a moment. */
export function CopyButton({ text, label, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      aria-label={copied ? `Copied ${label}` : `Copy ${label}`}
      title={`Copy ${label}`}
      onClick={(event) => {
        event.stopPropagation();
        event.preventDefault();
        copyText(text).then(
          () => setCopied(true),
          () => toast.error("The browser did not allow copying."),
        );
      }}
      className={cn(
        "inline-grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink [&_svg]:size-3",
        className,
      )}
    >
      {copied ? <Check className="text-success" /> : <Copy />}
    </button>
  );
}

/**
 * Puts a text on the clipboard. A console reached by plain http from another machine has no clipboard API; a hidden
 * field does it there. Rejects when the browser refuses.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return await navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copying was refused");
}
