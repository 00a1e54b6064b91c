import type { Metadata } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { PageSearchParams } from "@/app/workspace-param";
import { loadEventsParams, timelineQuery } from "@/components/activity/events-params";
import { EventsScreen } from "@/components/activity/events-screen";
import { PersonFrame } from "@/components/activity/person-frame";
import { Queries } from "@/components/ui/queries";
import type { Context } from "@/lib/access/context";
import { isCodedError } from "@/lib/errors";
import { timeline, timelineFacets } from "@/lib/profile";
import type { Person, TimelinePage } from "@/lib/profile/view-types";
import { readPersonPage } from "../person-page";

export const metadata: Metadata = { title: "Person, events" };

export default async function Page(props: { params: Promise<{ mpid: string }>; searchParams: PageSearchParams }) {
  const { ctx, person } = await readPersonPage(props.params, props.searchParams, "/events");
  const search = await loadEventsParams(props.searchParams);
  const [facets, opened] = await Promise.all([timelineFacets(ctx, person), firstPage(ctx, person, search)]);
  return (
    <PersonFrame person={person} memberId={ctx.member.id} current="events">
      <NuqsAdapter>
        <Queries>
          <EventsScreen
            person={{ mpid: person.mpid, workspaceId: person.workspaceId }}
            workspaces={ctx.workspaces.map(({ id, name }) => ({ id, name }))}
            facets={facets}
            {...opened}
          />
        </Queries>
      </NuqsAdapter>
    </PersonFrame>
  );
}

type Search = Awaited<ReturnType<typeof loadEventsParams>>;
type Opened = { first: TimelinePage | null; openAt: string | null; lost: boolean };

/** The page that holds the event of the address, else the newest. Days need the reader's zone: the browser asks then. */
async function firstPage(ctx: Context, person: Person, search: Search): Promise<Opened> {
  if (search.from || search.to) return { first: null, openAt: search.event, lost: false };
  const { names = [], ...filters } = timelineQuery(search, () => null);
  const asked = {
    workspaceId: person.workspaceId,
    mpid: person.mpid,
    ...filters,
    names: names.map((name) => ({ type: name.slice(0, name.indexOf(":")), name: name.slice(name.indexOf(":") + 1) })),
  };
  const input = asked as Parameters<typeof timeline>[1];
  if (!search.event) return { first: await timeline(ctx, input), openAt: null, lost: false };
  try {
    return { first: await timeline(ctx, { ...input, around: search.event }), openAt: search.event, lost: false };
  } catch (error) {
    if (!isCodedError(error) || error.code !== "not_found") throw error;
    return { first: await timeline(ctx, input), openAt: null, lost: true };
  }
}
