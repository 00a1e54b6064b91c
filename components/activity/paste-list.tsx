"use client";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Combobox } from "@/components/ui/combobox";
import { CopyableId } from "@/components/ui/copyable-id";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { plural } from "@/lib/format";
import type { LookupRow } from "@/lib/profile/view-types";
import { downloadLookups } from "./lookup-csv";
import { ApiError, lookUp } from "./people-api";
import { ENVIRONMENT_OPTIONS, type EnvironmentChoice, FIELD_OPTIONS, fieldLabel } from "./search-types";

const MAX_VALUES = 1_000;

/** One identifier per line; commas and semicolons split too. Repeats count once. */
export function valuesOf(text: string): string[] {
  return [...new Set(text.split(/[\n\r,;\t]+/).map((value) => value.trim()))].filter((value) => value !== "");
}

/** Up to 1,000 identifiers at once: who they are, or that nobody has them. */
export function PasteList({ workspaceId }: { workspaceId: number }) {
  const [text, setText] = useState("");
  const [type, setType] = useState("");
  const [environment, setEnvironment] = useState<EnvironmentChoice>("both");
  const values = useMemo(() => valuesOf(text), [text]);
  const tooMany = values.length > MAX_VALUES;
  const search = useMutation({
    mutationFn: () => lookUp({ workspaceId, values, environment, ...(type ? { type } : {}) }),
  });
  return (
    <div className="space-y-4">
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          search.mutate();
        }}
      >
        <Textarea
          aria-label="Identifiers, one per line"
          placeholder={"One identifier per line, up to 1,000\nada@brightwharf.example\nC-1042\n-8921341234567890123"}
          rows={8}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-48">
            <Combobox aria-label="Field" options={FIELD_OPTIONS} value={type} onChange={setType} />
          </div>
          <div className="w-44">
            <Select
              aria-label="Environment"
              options={ENVIRONMENT_OPTIONS}
              value={environment}
              onChange={setEnvironment}
            />
          </div>
          <span className="text-muted text-xs" aria-live="polite">
            {plural(values.length, "identifier")}
          </span>
          <Button
            type="submit"
            tone="primary"
            className="ml-auto"
            busy={search.isPending}
            disabled={values.length === 0 || tooMany}
          >
            Look up
          </Button>
        </div>
        {tooMany ? (
          <Callout tone="warn">
            At most 1,000 at once: take {plural(values.length - MAX_VALUES, "identifier")} out.
          </Callout>
        ) : null}
        {search.error ? (
          <Callout tone="danger" title="The look-up failed">
            {search.error.message}
            {search.error instanceof ApiError && search.error.requestId ? ` Request ${search.error.requestId}.` : null}
          </Callout>
        ) : null}
      </form>
      {search.data ? <Rows rows={search.data.rows} workspaceId={workspaceId} /> : null}
    </div>
  );
}

function Rows({ rows, workspaceId }: { rows: readonly LookupRow[]; workspaceId: number }) {
  const found = rows.filter((row) => row.people.length > 0).length;
  return (
    <section>
      <div className="mb-2 flex items-center justify-between">
        <p className="text-muted" aria-live="polite">
          {plural(found, "identifier")} found, {rows.length - found} not found
        </p>
        <Button size="sm" onClick={() => downloadLookups(rows)}>
          <Download aria-hidden /> Export CSV
        </Button>
      </div>
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <Table aria-label="Looked-up identifiers">
          <TableHead>
            <tr>
              <HeadCell>Identifier</HeadCell>
              <HeadCell>MPID</HeadCell>
              <HeadCell>Matched by</HeadCell>
              <HeadCell>Environment</HeadCell>
              <HeadCell>Last seen</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {rows.flatMap((row) =>
              row.people.length === 0
                ? [
                    <Row key={row.value}>
                      <Cell className="font-mono text-xs [overflow-wrap:anywhere]">{row.value}</Cell>
                      <Cell colSpan={4} className="text-muted">
                        Not found
                      </Cell>
                    </Row>,
                  ]
                : row.people.map((one) => (
                    <Row key={`${row.value} ${one.mpid}`}>
                      <Cell className="font-mono text-xs [overflow-wrap:anywhere]">{row.value}</Cell>
                      <Cell>
                        <span className="inline-flex items-center gap-2">
                          <CopyableId id={one.mpid} label="MPID" />
                          <Link
                            href={`/activity/users/${one.mpid}?ws=${workspaceId}`}
                            className="text-accent hover:underline"
                          >
                            Open
                          </Link>
                        </span>
                      </Cell>
                      <Cell>{one.matchedTypes.map(fieldLabel).join(", ")}</Cell>
                      <Cell>
                        <EnvironmentBadge environment={one.environment} />
                      </Cell>
                      <Cell>
                        <RelativeTime ms={one.lastSeen} className="text-muted" />
                      </Cell>
                    </Row>
                  )),
            )}
          </tbody>
        </Table>
      </div>
    </section>
  );
}
