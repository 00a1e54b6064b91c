"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge, Status } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { copyText } from "@/components/ui/copy-button";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { NoValue } from "@/components/ui/key-values";
import { Sparkline } from "@/components/ui/sparkline";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useListKeys } from "@/components/ui/use-list-keys";
import { formatCount, plural } from "@/lib/format";
import type { ListedInput } from "@/lib/inputs/list-inputs";
import { connectHref, inputHref } from "./input-href";
import { Level } from "./level";

/** Inputs of one group, with what they did in the last week. */
export function InputsTable({ inputs, group }: { inputs: readonly ListedInput[]; group: "platform" | "feed" }) {
  const router = useRouter();
  const [marked, setMarked] = useState(-1);
  useListKeys({
    count: inputs.length,
    index: marked,
    onMove: setMarked,
    onOpen: (index) => {
      const input = inputs[index];
      if (input) router.push(inputHref(input));
    },
    onCopy: (index) => {
      const input = inputs[index];
      if (input) void copyText(input.key).then(() => toast("Key copied"));
    },
  });
  const isFeed = group === "feed";
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label={isFeed ? "Feeds" : "Platforms"}>
        <TableHead>
          <tr>
            <HeadCell>Name</HeadCell>
            {isFeed ? <HeadCell>Protection level</HeadCell> : null}
            {isFeed ? <HeadCell>Act as</HeadCell> : null}
            {isFeed ? <HeadCell>Environment</HeadCell> : null}
            <HeadCell>Last batch</HeadCell>
            <HeadCell>Last 7 days</HeadCell>
            <HeadCell>Status</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {inputs.map((input, index) => (
            <Row
              key={input.id}
              className={cn(index === marked && "bg-selected")}
              onClick={() => router.push(inputHref(input))}
            >
              <Cell className="max-w-52 min-[1300px]:max-w-80">
                <Link
                  href={inputHref(input)}
                  onClick={(event) => event.stopPropagation()}
                  className="block truncate font-medium hover:underline"
                  title={input.name}
                >
                  {input.name}
                </Link>
                <span className="block truncate text-muted text-xs">
                  {isFeed ? [input.kindLabel, input.partner].filter(Boolean).join(" · ") : "SDK"}
                </span>
              </Cell>
              {isFeed ? <Cell>{input.protectionLevel ? <Level level={input.protectionLevel} /> : null}</Cell> : null}
              {isFeed ? <Cell>{input.actAs ?? <NoValue kind="absent" />}</Cell> : null}
              {isFeed ? (
                <Cell>{input.isDebug ? <EnvironmentBadge environment="development" /> : <Badge>As sent</Badge>}</Cell>
              ) : null}
              <Cell>
                {input.lastBatchAt === null ? (
                  <span className="whitespace-nowrap text-faint">
                    never ·{" "}
                    <Link
                      href={connectHref(input)}
                      onClick={(event) => event.stopPropagation()}
                      className="text-accent hover:underline"
                      title={`Connect ${input.name}`}
                    >
                      Connect
                    </Link>
                  </span>
                ) : (
                  <RelativeTime ms={input.lastBatchAt} />
                )}
              </Cell>
              <Cell>
                <Week input={input} />
              </Cell>
              <Cell>
                {input.enabled ? <Status tone="success">Active</Status> : <Status tone="danger">Disabled</Status>}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Week({ input: { traffic } }: { input: ListedInput }) {
  const kept = traffic.dropped + traffic.notAssociated + traffic.rejected;
  const words = [
    plural(traffic.batches, "batch", "batches"),
    `${formatCount(kept)} kept from profiles`,
    `${plural(traffic.blockedAttributes, "attribute")} blocked`,
  ].join(", ");
  return (
    <div className="flex items-center gap-3">
      <Sparkline bars={traffic.bars} label={words} />
      <span className="whitespace-nowrap text-muted text-xs leading-tight">
        <span className="block">{plural(traffic.batches, "batch", "batches")}</span>
        {kept > 0 ? <span className="block text-danger">{formatCount(kept)} not in profiles</span> : null}
      </span>
    </div>
  );
}
