"use client";
import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { MAX_ORIGINS, originFrom } from "@/lib/inputs/origin";

type AllowedOriginsProps = {
  origins: readonly string[];
  mayEdit: boolean;
  onChange: (origins: readonly string[]) => void;
};

const ALL = "None listed: pages of every origin may send. Once there is one, pages of all others get 403.";
const LISTED = "Pages of other origins get 403 from their next request on. Servers send no origin and are not held up.";

/** The web pages that may send: a list that grows by Enter, and by pasting several. Empty, it lets all in. */
export function AllowedOrigins({ origins, mayEdit, onChange }: AllowedOriginsProps) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const help = origins.length === 0 ? ALL : LISTED;

  const add = (typed: string) => {
    const parts = typed.split(/[\s,;]+/).filter(Boolean);
    const next = [...origins];
    for (const part of parts) {
      const origin = originFrom(part);
      if (origin === null) return setError(wrong(part));
      if (!next.includes(origin)) next.push(origin);
    }
    if (next.length > MAX_ORIGINS) return setError(`An input lists at most ${MAX_ORIGINS} origins.`);
    setText("");
    setError(null);
    if (next.length > origins.length) onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || text.trim() === "") return;
    event.preventDefault();
    add(text);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (text !== "" || !/\S[\s,;]+\S/.test(pasted)) return;
    event.preventDefault();
    setText(pasted.trim().split(/\s+/).join(" "));
    add(pasted);
  };
  return (
    <div className="space-y-2">
      {mayEdit ? (
        <Field label="Allowed origins" help={help} error={error}>
          <div className="flex gap-2">
            <Input
              value={text}
              onValueChange={(value) => {
                setText(value);
                setError(null);
              }}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
              onBlur={() => text.trim() !== "" && add(text)}
              placeholder="https://shop.example.com"
              autoComplete="off"
              spellCheck={false}
              inputMode="url"
            />
            <Button type="button" disabled={text.trim() === ""} onClick={() => add(text)}>
              Add
            </Button>
          </div>
        </Field>
      ) : (
        <div>
          <h3 className="font-medium text-sm">Allowed origins</h3>
          <p className="text-muted text-xs">{help}</p>
        </div>
      )}
      {origins.length > 0 ? (
        <ul aria-label="Allowed origins" className="divide-y divide-line rounded-md border border-line">
          {origins.map((origin) => (
            <li key={origin} className="flex items-center justify-between gap-2 py-0.5 pr-1 pl-2.5">
              <span className="min-w-0 truncate font-mono text-xs" title={origin}>
                {origin}
              </span>
              {mayEdit ? (
                <IconButton
                  label={`Remove ${origin}`}
                  onClick={() => onChange(origins.filter((other) => other !== origin))}
                >
                  <X aria-hidden />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function wrong(part: string): string {
  const shown = part.length > 60 ? `${part.slice(0, 60)}…` : part;
  return /^https?:\/\//i.test(part)
    ? `"${shown}" is more than an origin: scheme, host and port only, as in https://shop.example.com.`
    : `"${shown}" needs its scheme: https://shop.example.com.`;
}
