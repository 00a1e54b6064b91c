import { JsonView } from "@/components/json/json-view";
import type { Person } from "@/lib/profile/view-types";
import type { AccountEditing } from "./account-value-dialog";
import { AliasesPanel } from "./aliases-panel";
import { AttributesPanel } from "./attributes-panel";
import { AttributionPanel, ConsentPanel } from "./consent-panel";
import { DetailsPanel, UsagePanel } from "./details-panel";
import { DevicesPanel } from "./devices-panel";
import { IdentitiesPanel } from "./identities-panel";
import { Panel } from "./panel";

const SECTIONS = [
  ["details", "User details"],
  ["aliases", "Aliases"],
  ["usage", "Workspace usage"],
  ["identities", "Identities"],
  ["devices", "Devices"],
  ["attributes", "Attributes"],
  ["consent", "Consent"],
  ["attribution", "Attribution"],
  ["json", "Raw JSON"],
] as const;

type InformationProps = {
  person: Person;
  raw: string;
  /** Null: the reader may not set account-level values. */
  editing: AccountEditing | null;
};

/** The Information tab: every section has an address of its own. */
export function Information({ person, raw, editing }: InformationProps) {
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <nav
        aria-label="Sections"
        className="sticky top-0 z-20 flex gap-4 overflow-x-auto border-line border-b bg-canvas px-6 py-2 text-xs"
      >
        {SECTIONS.filter(([id]) => id !== "aliases" || person.aliases.length > 0).map(([id, title]) => (
          <a key={id} href={`#${id}`} className="whitespace-nowrap text-muted hover:text-ink">
            {title}
          </a>
        ))}
      </nav>
      <div className="grid items-start gap-4 p-6 pt-4 xl:grid-cols-[minmax(0,1fr)_30.5rem]">
        <div className="grid min-w-0 gap-4">
          <AttributesPanel
            person={{ mpid: person.mpid, workspaceId: person.workspaceId }}
            attributes={person.attributes}
            accountAttributes={person.accountAttributes}
            editing={editing}
          />
          <IdentitiesPanel person={person} />
          <DevicesPanel devices={person.devices} />
        </div>
        <div className="grid min-w-0 gap-4">
          <DetailsPanel person={person} />
          {person.aliases.length > 0 ? <AliasesPanel person={person} /> : null}
          <UsagePanel person={person} />
          <ConsentPanel person={person} />
          <AttributionPanel attribution={person.attribution} />
        </div>
        <div className="min-w-0 xl:col-span-2">
          <Panel id="json" title="Raw JSON" description="Everything above, as data. Ids are exact strings.">
            <JsonView text={raw} label="profile" fileName={`profile-${person.mpid}.json`} className="h-[36rem]" />
          </Panel>
        </div>
      </div>
    </div>
  );
}
