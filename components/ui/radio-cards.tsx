"use client";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export type RadioCard<Value extends string> = {
  readonly value: Value;
  /** The radio's accessible name. */
  readonly title: string;
  readonly icon?: ReactNode;
  /** A word after the title, such as "in force". */
  readonly after?: string | undefined;
  /** Its description: what choosing it means. */
  readonly description: ReactNode;
};

type RadioCardsProps<Value extends string> = {
  /** Accessible name of the group. */
  label: string;
  cards: readonly RadioCard<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean;
  /** Hides the label from sight when a heading says the same. */
  hideLabel?: boolean;
  /** Cards beside each other where there is room. */
  columns?: boolean;
};

/** A choice where each option needs a sentence. Native radios: arrow keys and forms work as everywhere. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { label, cards, value, onChange, disabled, hideLabel, columns } = props;
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={`${id}-label`} aria-disabled={disabled || undefined} className="@container">
      <div id={`${id}-label`} className={hideLabel ? "sr-only" : "mb-1.5 font-medium"}>
        {label}
      </div>
      <div className={cn("grid gap-2", columns && "@2xl:grid-cols-3")}>
        {cards.map((card) => {
          const own = `${id}-${card.value}`;
          return (
            <label
              key={card.value}
              className={cn(
                "group relative flex gap-3 rounded-md border border-line bg-surface p-3 transition-colors duration-100",
                "has-checked:border-accent has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-accent",
                disabled ? "cursor-not-allowed" : "cursor-pointer hover:border-line-strong",
              )}
            >
              <input
                type="radio"
                name={id}
                value={card.value}
                checked={card.value === value}
                disabled={disabled}
                onChange={() => onChange(card.value)}
                aria-labelledby={`${own}-title`}
                aria-describedby={`${own}-description`}
                className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface checked:border-[5px] checked:border-accent focus-visible:outline-none disabled:cursor-not-allowed"
              />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-1.5 font-semibold [&_svg]:size-3.5">
                  {card.icon}
                  <span id={`${own}-title`}>{card.title}</span>
                  {card.after ? <span className="ml-auto font-medium text-accent text-xs">{card.after}</span> : null}
                </span>
                <span id={`${own}-description`} className="mt-1 block text-muted text-xs">
                  {card.description}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
