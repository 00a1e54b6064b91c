import { Section } from "@/components/ui/section";
import { Sparkline } from "@/components/ui/sparkline";
import { formatCount } from "@/lib/format";
import type { Traffic } from "@/lib/inputs/traffic";

/** What an input sent in a week. */
export function TrafficSection({ traffic }: { traffic: Traffic }) {
  const rows: [string, number][] = [
    ["Batches", traffic.batches],
    ["Events", traffic.events],
    ["Dropped batches", traffic.dropped],
    ["Not associated", traffic.notAssociated],
    ["Rejected batches", traffic.rejected],
    ["Attributes blocked by a stronger source", traffic.blockedAttributes],
  ];
  return (
    <Section title="Last 7 days">
      <Sparkline
        bars={traffic.bars}
        label={`${formatCount(traffic.batches)} batches in bars of six hours`}
        className="mb-2 h-12 w-full"
      />
      <dl className="divide-y divide-line">
        {rows.map(([name, count]) => (
          <div key={name} className="flex items-baseline justify-between gap-3 py-1.5">
            <dt className="text-muted">{name}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
