import { Section } from "@/components/ui/section";
import type { InputView } from "@/lib/inputs/input-view";

type AnswersSectionProps = { input: InputView; origin: string };

/** What a sender gets; above all where nothing appears here, since nobody's batch belongs to no input. */
export function AnswersSection({ input, origin }: AnswersSectionProps) {
  const isLocal = /^(?:127\.|localhost$|\[::1\]$)/.test(new URL(origin).hostname);
  const rows: readonly (readonly [answer: string, meaning: string])[] = [
    ["202, 200", "Taken; what became of it appears here."],
    ["400", "Not readable, or not as documented. It appears here as rejected, with the reason."],
    ["401", "The Authorization header is missing. Nothing appears here."],
    ["403", forbidden(input)],
    ["429", "A rate limit was reached; send again after the seconds of Retry-After. Nothing appears here."],
    ["No answer", isLocal ? `Only programs on this machine reach ${origin}.` : `The sender can't reach ${origin}.`],
  ];
  return (
    <Section title="What the sender gets">
      <dl className="divide-y divide-line">
        {rows.map(([answer, meaning]) => (
          <div key={answer} className="grid grid-cols-[5.5rem_1fr] gap-x-3 py-1.5">
            <dt className="font-mono text-xs leading-5">{answer}</dt>
            <dd className="min-w-0 text-muted [overflow-wrap:anywhere]">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function forbidden({ group, enabled }: InputView): string {
  if (!enabled) return "This input is disabled: every sender gets this now. Nothing appears here.";
  return group === "platform"
    ? "Key and secret are not those of an active input, the key alone is not enough, or the page's origin is not listed. Nothing appears here."
    : "Key and secret are not those of an active input. Nothing appears here.";
}
