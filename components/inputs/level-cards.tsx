"use client";
import { RadioCards } from "@/components/ui/radio-cards";
import type { ProtectionLevel } from "@/lib/explain/decision";
import { LEVEL_LABELS } from "@/lib/explain/labels";
import { LEVEL_ICONS, LEVEL_MEANINGS, LEVELS } from "./level";

type LevelCardsProps = {
  value: ProtectionLevel;
  onChange: (level: ProtectionLevel) => void;
  disabled?: boolean;
  /** The level in force now, marked as such. */
  current?: ProtectionLevel;
  /** Levels that this role may not choose. */
  locked?: readonly ProtectionLevel[];
};

/** The three levels as cards, each with what it means for a person. */
export function LevelCards({ value, onChange, disabled, current, locked = [] }: LevelCardsProps) {
  return (
    <RadioCards
      label="Input Protection Level"
      value={value}
      onChange={onChange}
      disabled={disabled}
      cards={LEVELS.filter((level) => !locked.includes(level)).map((level) => {
        const Icon = LEVEL_ICONS[level];
        const { known, unknown, conflict } = LEVEL_MEANINGS[level];
        return {
          value: level,
          title: LEVEL_LABELS[level],
          icon: <Icon aria-hidden />,
          after: level === current ? "in force" : undefined,
          description: (
            <span className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
              <span className="font-medium text-ink">Known person</span>
              <span>{known}</span>
              <span className="font-medium text-ink">Unknown person</span>
              <span>{unknown}</span>
              <span className="font-medium text-ink">Conflicting value</span>
              <span>{conflict}</span>
            </span>
          ),
        };
      })}
    />
  );
}
