/** Where an item of a list stands, px from its top. */
export type Place = {
  readonly index: number;
  readonly key: string | number;
  readonly start: number;
  readonly size: number;
};

/** The places of items whose heights are known. */
export function placesOf(
  count: number,
  heightOf: (index: number) => number,
  keyOf: (index: number) => string | number,
): readonly Place[] {
  const places: Place[] = [];
  let start = 0;
  for (let index = 0; index < count; index++) {
    const size = heightOf(index);
    places.push({ index, key: keyOf(index), start, size });
    start += size;
  }
  return places;
}

/** The items from `first` to before `end` that touch the window, and `overscan` more on both sides. */
export function rangeAt(
  places: readonly Place[],
  top: number,
  height: number,
  overscan: number,
): readonly [first: number, end: number] {
  const first = firstBeyond(places, top);
  let end = first;
  while (end < places.length && (places[end]?.start ?? 0) < top + height) end++;
  return [Math.max(0, first - overscan), Math.min(places.length, end + overscan)];
}

/** The first item that ends below `top`, by halving: a list may have thousands. */
function firstBeyond(places: readonly Place[], top: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle];
    if (place && place.start + place.size <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}
