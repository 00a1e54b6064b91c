import { Badge } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import type { Person } from "@/lib/profile/view-types";
import { Nothing, Panel } from "./panel";
import { ProvenancePopover } from "./provenance-popover";

/** Every identity that can find this person, the present value of a type first. */
export function IdentitiesPanel({ person }: { person: Person }) {
  const { identities, mpid, workspaceId } = person;
  return (
    <Panel id="identities" title="Identities" count={identities.length} flush={identities.length > 0}>
      {identities.length === 0 ? (
        <Nothing>No identity is left: only the MPID finds this person.</Nothing>
      ) : (
        <Table>
          <TableHead>
            <tr>
              <HeadCell>Type</HeadCell>
              <HeadCell>Value</HeadCell>
              <HeadCell>First seen</HeadCell>
              <HeadCell>Updated</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {identities.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: masked values look alike
              <Row key={`${one.type}${index}`}>
                <Cell className="whitespace-nowrap">
                  <span className="inline-flex items-center gap-1.5">
                    {one.current ? (
                      identityLabel(one.type)
                    ) : (
                      <span className="text-faint">{identityLabel(one.type)}</span>
                    )}
                    {one.login && one.current ? <Badge>Login</Badge> : null}
                  </span>
                </Cell>
                <Cell className="max-w-0 w-full">
                  <span className="flex min-w-0 items-center">
                    <CopyableId id={one.value} label={identityLabel(one.type)} />
                    {one.current ? (
                      <ProvenancePopover
                        person={{ mpid, workspaceId }}
                        field={{ kind: "identity", key: one.type }}
                        label={identityLabel(one.type)}
                      />
                    ) : (
                      <span className="text-faint text-xs">older value</span>
                    )}
                  </span>
                </Cell>
                <Cell>
                  <RelativeTime ms={one.firstSeen} className="text-muted" />
                </Cell>
                <Cell>
                  <RelativeTime ms={one.updatedAt} className="text-muted" />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
