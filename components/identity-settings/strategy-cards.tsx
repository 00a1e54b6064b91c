"use client";
import { RadioCards } from "@/components/ui/radio-cards";
import { STRATEGY_LABELS } from "@/lib/explain/labels";
import { STRATEGY_NAMES } from "@/lib/identity/settings";

type Meaning = { readonly signUp: string; readonly logout: string; readonly shared: string };

const CONVERSION = {
  signUp: "The anonymous profile becomes the person's and keeps its history.",
  logout: "A new anonymous profile begins, every time.",
  shared: "Each login finds its own person; what was done before a first login goes to whoever signs up.",
};

/** What a strategy means for people, in the moments that differ. https://docs.mparticle.com/guides/idsync/components */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  default: CONVERSION,
  profile_conversion: CONVERSION,
  profile_link: {
    signUp: "A new profile that remembers the anonymous one; an alias can unite their histories.",
    logout: "A new anonymous profile begins, every time.",
    shared: "Nobody gets what another did anonymously, unless an alias says so.",
  },
  profile_isolation: {
    signUp: "A new profile; nothing of the anonymous one comes along.",
    logout: "Back to the device's anonymous profile.",
    shared: "Known people stay apart; all who are signed out share one anonymous profile.",
  },
  best_match: {
    signUp: "Nothing of its own: the identities join the profile that matches best.",
    logout: "Nothing of its own: a request like any other.",
    shared: "People who share a device and nothing stronger become one profile.",
  },
};

/** What is chosen beside the strategy, or fixed by it. */
const TYPES: Readonly<Record<string, string>> = {
  default: "Unique and login type: Customer ID.",
  profile_conversion: "Unique and login types are chosen below.",
  profile_link: "Unique and login types: Customer ID, Email.",
  profile_isolation: "Unique and login types: Customer ID, Email.",
  best_match: "No unique and no login types.",
};

type StrategyCardsProps = {
  value: string;
  current: string;
  disabled: boolean;
  onChange: (strategy: string) => void;
};

/** The strategies as cards, each with what happens at sign-up, at logout and on a shared device. */
export function StrategyCards({ value, current, disabled, onChange }: StrategyCardsProps) {
  return (
    <RadioCards
      label="Identity strategy"
      hideLabel
      columns
      value={value}
      onChange={onChange}
      disabled={disabled}
      cards={STRATEGY_NAMES.map((strategy) => ({
        value: strategy,
        title: STRATEGY_LABELS[strategy]?.label ?? strategy,
        after: strategy === current ? "in force" : undefined,
        description: <Meanings meaning={MEANINGS[strategy]} types={TYPES[strategy]} />,
      }))}
    />
  );
}

function Meanings({ meaning, types }: { meaning: Meaning | undefined; types: string | undefined }) {
  if (!meaning) return null;
  const rows = [
    ["Sign-up", meaning.signUp],
    ["Logout", meaning.logout],
    ["Shared device", meaning.shared],
  ] as const;
  return (
    <span className="block space-y-1.5">
      {rows.map(([moment, sentence]) => (
        <span key={moment} className="block">
          <span className="font-medium text-ink">{moment}</span> {sentence}
        </span>
      ))}
      <span className="block">{types}</span>
    </span>
  );
}
