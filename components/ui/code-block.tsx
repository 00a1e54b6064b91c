import { Fragment } from "react";
import { CopyButton } from "./copy-button";

type CodeBlockProps = {
  /** What is copied, to the letter. */
  text: string;
  /** What it is, for the accessible names: "curl command". */
  label: string;
  /** A part that the reader has to replace; it stands out. */
  placeholder?: string;
};

/** A few lines of code to copy, without colours: a highlighter would weigh more than the page. */
export function CodeBlock({ text, label, placeholder }: CodeBlockProps) {
  const parts = placeholder ? text.split(placeholder) : [text];
  return (
    <div className="relative">
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards need to scroll it
        tabIndex={0}
        className="overflow-x-auto rounded-md bg-sunken"
      >
        <pre className="w-fit min-w-full p-3 pr-10 font-mono text-xs leading-[1.125rem]">
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
            <Fragment key={index}>
              {index > 0 ? <mark className="rounded-sm bg-warn-soft px-0.5 text-warn">{placeholder}</mark> : null}
              {part}
            </Fragment>
          ))}
        </pre>
      </section>
      <CopyButton text={text} label={label} className="absolute top-2 right-2 size-6 bg-surface" />
    </div>
  );
}
