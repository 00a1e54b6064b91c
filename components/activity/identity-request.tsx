import { KeyValues, NoValue } from "@/components/ui/key-values";
import { identityLabel } from "@/lib/batch/identity-names";
import { PlainValue } from "./plain-value";

type Json = Readonly<Record<string, unknown>>;
const asRecord = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

type RequestRow = { readonly name: string; readonly value: unknown };

/** What a request to the identity API says beside its identities; absent fields are left out. */
export function requestRows(body: Json | null): RequestRow[] {
  const { platform, sdk_vendor, sdk_version } = asRecord(body?.client_sdk);
  const sdk = [platform, sdk_vendor, sdk_version].filter((part) => typeof part === "string").join(" ");
  return [
    { name: "Previous MPID", value: body?.previous_mpid },
    { name: "Client SDK", value: sdk === "" ? undefined : sdk },
    { name: "request_id", value: body?.request_id },
  ].filter(({ value }) => value !== undefined);
}

/** Identities by label, of an identify, login or logout request. */
export function knownIdentities(body: Json | null): [string, unknown][] {
  return Object.entries(asRecord(body?.known_identities)).map(([type, value]) => [identityLabel(type), value]);
}

/** What a modify request asked for: each type with its old and its new value. */
export function IdentityChangeList({ body }: { body: Json | null }) {
  const changes = Array.isArray(body?.identity_changes) ? body.identity_changes.map(asRecord) : [];
  if (changes.length === 0) return <p className="text-muted">The request holds no change.</p>;
  return (
    <KeyValues
      rows={changes.map(({ identity_type, old_value, new_value }, index) => ({
        id: `${identity_type}${index}`,
        name: identityLabel(String(identity_type)),
        value: (
          <span className="[overflow-wrap:anywhere]">
            <Value value={old_value} /> <span className="text-faint">→</span> <Value value={new_value} />
          </span>
        ),
      }))}
    />
  );
}

function Value({ value }: { value: unknown }) {
  return value === null || value === undefined ? <NoValue kind="absent" /> : <PlainValue value={value} />;
}
