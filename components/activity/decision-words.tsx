import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { identityLabel } from "@/lib/batch/identity-names";
import type { Decision } from "@/lib/explain/decision";
import { OUTCOME_LABELS } from "@/lib/explain/labels";
import {
  attributeSentence,
  consentSentence,
  identityRefusalSentence,
  identityRequestSentence,
  ineligibleSentence,
  protectionSentence,
  remarkSentence,
  strategyRuleSentence,
  tieBreakSentence,
} from "@/lib/explain/sentences";
import { plural } from "@/lib/format";
import { AliasWords } from "./alias-words";
import { attributeLabel } from "./attribute-label";
import { words } from "./event-words";

/** `workspaceId`: where links to people lead; absent for who may not see people. */
type DecisionWordsProps = { decision: Decision; workspaceId?: number | undefined };

/** What was decided about a batch, in sentences. */
export function DecisionWords({ decision, workspaceId }: DecisionWordsProps) {
  const { alias, identity, attributes = [], consent = [], warnings, reasons } = decision;
  const outcome = OUTCOME_LABELS[decision.outcome];
  const kept = decision.outcome === "created" || decision.outcome === "updated";
  return (
    <div className="space-y-3">
      <Callout tone={kept || alias?.dueAt || decision.outcome === "executed" ? "info" : "warn"} title={outcome.label}>
        <p>{outcomeSentence(decision)}</p>
        {reasons.map((reason) => (
          <p key={reason.code + JSON.stringify(reason.params)}>{remarkSentence(reason)}</p>
        ))}
        {decision.historical ? (
          <p className="text-muted text-xs">
            Sent as historical data: events stand at the time that they happened, not when they were received.
          </p>
        ) : null}
        {kept && decision.endpoint ? (
          <p className="text-muted text-xs">Levels of protection don't apply to identity requests.</p>
        ) : null}
      </Callout>
      {alias ? <AliasWords alias={alias} workspaceId={workspaceId} /> : null}
      {identity && (identity.steps.length > 0 || identity.strategyRule) ? (
        <Part title="How the person was found">
          {identity.unknownMpid ? <li>The MPID in the batch is unknown; identities were tried.</li> : null}
          {identity.steps.map((step) => (
            <li key={step.type}>
              <b className="font-medium">{identityLabel(step.type)}</b>: {stepSentence(step)}
              {step.ineligible?.map(({ mpid, rule }) => (
                <span key={mpid} className="block text-muted text-xs">
                  Profile {mpid} could not be used. {ineligibleSentence(rule)}
                </span>
              ))}
            </li>
          ))}
          {identity.tieBreak ? <li>{tieBreakSentence(identity.tieBreak)}</li> : null}
          {identity.strategyRule ? <li>{strategyRuleSentence(identity.strategyRule)}</li> : null}
          {identity.overruled ? (
            <li>
              So profile <span className="font-mono text-xs">{identity.overruled}</span>, which matches, was not used.
            </li>
          ) : null}
          {identity.source ? (
            <li>
              The new profile remembers <span className="font-mono text-xs">{identity.source}</span> as its source.
            </li>
          ) : null}
        </Part>
      ) : identity?.by === "mpid" ? (
        <Part title="How the person was found">
          <li>By the MPID in the {decision.endpoint ? "request's address" : "batch"}.</li>
        </Part>
      ) : null}
      <IdentityChanges identity={identity} />
      {attributes.length > 0 ? (
        <Part title="Attributes">
          {attributes.map((one) => (
            <li key={`${one.key}${one.result}`}>
              <b className="font-medium">{attributeLabel(one.key)}</b>: {attributeSentence(one, decision.input.tier)}
            </li>
          ))}
        </Part>
      ) : null}
      {consent.length > 0 ? (
        <Part title="Consent">
          {consent.map((one) => (
            <li key={`${one.regulation}.${one.purpose}`}>
              <b className="font-medium">
                {one.regulation.toUpperCase()} {words(one.purpose)}
              </b>
              : {consentSentence(one.result)}
            </li>
          ))}
        </Part>
      ) : null}
      {warnings.length > 0 ? (
        <Part title={plural(warnings.length, "warning")}>
          {warnings.map((warning, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same warning may come twice
            <li key={index}>{remarkSentence(warning)}</li>
          ))}
        </Part>
      ) : null}
    </div>
  );
}

function outcomeSentence({ endpoint, outcome, protectionRow }: Decision): string {
  if (endpoint) return identityRequestSentence(endpoint, outcome);
  const kept = outcome === "created" || outcome === "updated";
  return protectionRow && kept ? protectionSentence(protectionRow) : OUTCOME_LABELS[outcome].sentence;
}

function IdentityChanges({ identity }: { identity: Decision["identity"] }) {
  const { added = [], removed = [], replaced = [], taken = [], refused = [], withheld = [] } = identity ?? {};
  if (added.length + removed.length + replaced.length + taken.length + refused.length + withheld.length === 0)
    return null;
  const gained = added.filter((type) => !replaced.includes(type));
  const name = (types: readonly string[]) => types.map(identityLabel).join(", ");
  return (
    <Part title="Identities">
      {gained.length > 0 ? <li>Added: {name(gained)}.</li> : null}
      {removed.length > 0 ? <li>Removed: {name(removed)}.</li> : null}
      {replaced.length > 0 ? <li>Changed from the value before to a new one: {name(replaced)}.</li> : null}
      {taken.map(({ type, from }) => (
        <li key={`${type}${from}`}>
          {identityLabel(type)} moved here from profile <span className="font-mono text-xs">{from}</span>: its value is
          unique.
        </li>
      ))}
      {refused.map(({ type, rule }) => (
        <li key={type}>
          {identityLabel(type)} was not written. {identityRefusalSentence(rule)}
        </li>
      ))}
      {withheld.length > 0 ? (
        <li>Not written, since a logout leads to an anonymous profile: {name(withheld)}.</li>
      ) : null}
    </Part>
  );
}

type Step = NonNullable<Decision["identity"]>["steps"][number];

function stepSentence(step: Step): string {
  const found =
    step.candidates === 0
      ? "no profile holds the value."
      : `${step.capped ? "more than " : ""}${plural(step.candidates, "profile")} ${step.candidates === 1 ? "holds" : "hold"} the value.`;
  return step.remaining === undefined && step.candidates > 0 ? `${found} Not needed any more.` : found;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-1 font-medium text-muted text-xs">{title}</h4>
      <ul className="space-y-1 [overflow-wrap:anywhere]">{children}</ul>
    </section>
  );
}
