"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TimelinePage } from "@/lib/profile/view-types";
import { fetchTimeline, type PagePlace, type TimelineQuery } from "./people-api";

export type PersonRef = { readonly mpid: string; readonly workspaceId: number };

const MAX_PAGES = 30;

/**
 * The pages of a timeline, both ways. With `around` the first page is the one that holds that event; filters make a
 * list of their own. `first` is the page that the server rendered, for the list without filters.
 */
export function useTimeline(
  person: PersonRef,
  filters: TimelineQuery,
  around: string | null,
  first: TimelinePage | null,
) {
  const query = useInfiniteQuery({
    queryKey: ["timeline", person.mpid, person.workspaceId, filters, around],
    initialPageParam: (around ? { at: "around", id: around } : { at: "start" }) as PagePlace,
    queryFn: ({ pageParam, signal }) => fetchTimeline(person, filters, pageParam, signal),
    getNextPageParam: (last: TimelinePage): PagePlace | null =>
      last.older && { at: "cursor", cursor: last.older, direction: "older" },
    getPreviousPageParam: (page: TimelinePage): PagePlace | null =>
      page.newer && { at: "cursor", cursor: page.newer, direction: "newer" },
    ...(first
      ? {
          initialData: {
            pages: [first],
            pageParams: [(around ? { at: "around", id: around } : { at: "start" }) as PagePlace],
          },
          initialDataUpdatedAt: first.readAt,
        }
      : {}),
    staleTime: Number.POSITIVE_INFINITY,
    // Pages far behind leave and come again when they are scrolled to: a long walk costs what a short one does.
    maxPages: MAX_PAGES,
    structuralSharing: false,
    refetchOnWindowFocus: false,
  });
  const { data } = query;
  const merged = useMemo(() => {
    const pages = data?.pages ?? [];
    return {
      items: pages.flatMap((page) => page.items),
      batches: Object.assign({}, ...pages.map((page) => page.batches)) as TimelinePage["batches"],
      readAt: pages[0]?.readAt ?? null,
    };
  }, [data]);
  return { query, ...merged };
}
