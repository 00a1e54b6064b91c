"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { AddPurposeInput } from "@/lib/settings/add-purpose";
import type { PurposeView } from "@/lib/settings/get-privacy";

type PurposesProps = {
  workspaceId: number;
  purposes: readonly PurposeView[];
  enabled: boolean;
  mayEdit: boolean;
  add: (input: AddPurposeInput) => Promise<Answer<void>>;
};

/** For what people are asked. Purposes are only ever added. */
export function Purposes({ workspaceId, purposes, enabled, mayEdit, add }: PurposesProps) {
  const router = useRouter();
  const [purpose, setPurpose] = useState("");
  const { run, busy, error, clear } = useAction(add, () => {
    toast.success(`Purpose ${purpose.trim()} added`);
    setPurpose("");
    router.refresh();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ workspaceId, purpose });
  };
  return (
    <div className="mt-4 border-line border-t pt-4">
      <h3 className="font-semibold text-sm">Purposes</h3>
      <p className="text-muted text-xs">
        Named in batches to the letter; consent for another purpose is ignored with a warning.
        {enabled ? "" : " They count while GDPR is on."}
      </p>
      {purposes.length > 0 ? (
        <div className="mt-3 overflow-x-auto rounded-md border border-line">
          <Table aria-label="GDPR purposes">
            <TableHead>
              <tr>
                <HeadCell>Purpose</HeadCell>
                <HeadCell className="w-40">Added</HeadCell>
              </tr>
            </TableHead>
            <tbody>
              {purposes.map((one) => (
                <Row key={one.purpose}>
                  <Cell className="font-mono text-xs [overflow-wrap:anywhere]">{one.purpose}</Cell>
                  <Cell className="text-muted">
                    <RelativeTime ms={one.createdAt} />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      ) : (
        <p className="mt-3 rounded-md border border-line border-dashed px-3 py-4 text-center text-muted">
          No purposes yet: all GDPR consent is ignored.
        </p>
      )}
      {mayEdit ? (
        <form onSubmit={submit} className="mt-3 flex items-start gap-2">
          <Field
            label="New purpose"
            error={error}
            help="It can't be renamed or removed: what people answered must keep its meaning."
            className="max-w-md flex-1"
          >
            <Input
              value={purpose}
              onValueChange={(next) => {
                clear();
                setPurpose(next);
              }}
              required
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              placeholder="such as email_marketing"
            />
          </Field>
          <Button type="submit" busy={busy} className="mt-6.5">
            Add purpose
          </Button>
        </form>
      ) : null}
    </div>
  );
}
