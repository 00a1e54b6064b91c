"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ENVIRONMENT_OPTIONS, type EnvironmentChoice, FIELD_OPTIONS } from "./search-types";

type SearchFormProps = { workspaceId: number; q: string; type: string; environment: EnvironmentChoice };

/** One field; what is searched stands in the address. */
export function SearchForm({ workspaceId, ...asked }: SearchFormProps) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [q, setQ] = useState(asked.q);
  const [type, setType] = useState(asked.type);
  const [environment, setEnvironment] = useState<EnvironmentChoice>(asked.environment);
  const submit = () => {
    const params = new URLSearchParams({ ws: String(workspaceId) });
    if (q.trim()) params.set("q", q.trim());
    if (type) params.set("type", type);
    if (environment !== "both") params.set("env", environment);
    start(() => router.push(`/activity/users?${params}`));
  };
  return (
    <search>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SearchInput
          aria-label="MPID or any identity"
          placeholder="MPID, email, customer ID, device ID, customer_id:123 …"
          className="min-w-72 flex-1"
          autoFocus={asked.q === ""}
          maxLength={4096}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <div className="w-48">
          <Combobox
            aria-label="Field"
            options={FIELD_OPTIONS}
            value={type}
            onChange={setType}
            searchPlaceholder="Search fields…"
          />
        </div>
        <div className="w-44">
          <Select
            aria-label="Environment"
            options={ENVIRONMENT_OPTIONS}
            value={environment}
            onChange={setEnvironment}
          />
        </div>
        <Button type="submit" tone="primary" busy={busy}>
          Search
        </Button>
      </form>
    </search>
  );
}
