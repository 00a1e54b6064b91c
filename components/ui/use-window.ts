"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { type Place, placesOf, rangeAt } from "./window-places";

type WindowOptions = {
  count: number;
  /** Height of an item, px; keep the function as long as its answers. */
  heightOf: (index: number) => number;
  keyOf: (index: number) => string | number;
  scroller: RefObject<HTMLElement | null>;
  /** Items that are kept beyond each edge. */
  overscan: number;
};

/**
 * The items of a long list that are in sight. Our own, since all heights here are known beforehand: a library that
 * measures is ten times as large.
 */
export function useWindow({ count, heightOf, keyOf, scroller, overscan }: WindowOptions) {
  const places = useMemo(() => placesOf(count, heightOf, keyOf), [count, heightOf, keyOf]);
  const [[first, end], setRange] = useState<readonly [first: number, end: number]>([0, 0]);
  const update = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rangeAt(places, element.scrollTop, element.clientHeight, overscan);
    setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
  }, [places, overscan, scroller]);
  useLayoutEffect(update, [update]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // In the same frame as the scrolling, so that no empty place is seen.
    const onScroll = () => flushSync(update);
    const sizes = new ResizeObserver(update);
    sizes.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", onScroll);
    };
  }, [update, scroller]);
  const show = (index: number, align: "auto" | "center") => {
    const [element, place] = [scroller.current, places[index]];
    if (element && place) element.scrollTop = topFor(place, element, align);
  };
  const last = places.at(-1);
  return { places, shown: places.slice(first, end), height: last ? last.start + last.size : 0, show };
}

/** Where to scroll so that a place is in sight: in the middle, or no further than needed. */
function topFor({ start, size }: Place, { scrollTop, clientHeight }: HTMLElement, align: "auto" | "center"): number {
  if (align === "center") return start - (clientHeight - size) / 2;
  return Math.min(start, Math.max(scrollTop, start + size - clientHeight));
}
