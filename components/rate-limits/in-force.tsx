import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import type { Counted, Limits } from "@/lib/rate-limits/limit";
import type { LimitUse } from "@/lib/rate-limits/rate-limit-use";
import { Acceleration, PerSecond } from "./limit-value";
import { COUNTED_WORDS } from "./limit-words";
import { UseBar } from "./use-bar";

type InForceProps = {
  account: Limits;
  /** Those that are set. */
  counted: readonly Counted[];
  /** Undefined: not known yet. */
  uses: readonly LimitUse[] | undefined;
};

/** The limits of the account, and how near it is to each. */
export function InForce({ account, counted, uses }: InForceProps) {
  const percentOf = (kind: Counted) =>
    uses?.find(({ owner, traffic }) => owner === "account" && traffic === kind)?.percentageUsed;
  return (
    <div className="mt-4 max-w-2xl overflow-x-auto rounded-md border border-line">
      <Table aria-label="Limits in force">
        <TableHead>
          <tr>
            <HeadCell>In force</HeadCell>
            <HeadCell>Limit</HeadCell>
            <HeadCell>Acceleration</HeadCell>
            <HeadCell>Used now</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {counted.map((kind) => (
            <Row key={kind}>
              <Cell className="whitespace-nowrap">{COUNTED_WORDS[kind].label}</Cell>
              <Cell className="whitespace-nowrap">
                <PerSecond value={account.perSecond[kind]} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Acceleration limits={account} />
              </Cell>
              <Cell className="w-40">
                <UseBar percent={percentOf(kind)} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
