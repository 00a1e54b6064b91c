const SECONDS = 10;

/** How many came per second, over the last ten seconds. */
export class Rate {
  readonly #counts: number[] = Array.from({ length: SECONDS }, () => 0);
  #second = 0;

  add(count: number, now: number): void {
    this.#advance(now);
    const slot = this.#second % SECONDS;
    this.#counts[slot] = (this.#counts[slot] ?? 0) + count;
  }

  perSecond(now: number): number {
    this.#advance(now);
    return this.#counts.reduce((sum, count) => sum + count, 0) / SECONDS;
  }

  #advance(now: number): void {
    const second = Math.floor(now / 1_000);
    const empty = Math.min(SECONDS, second - this.#second);
    for (let step = 1; step <= empty; step += 1) this.#counts[(second - empty + step) % SECONDS] = 0;
    this.#second = Math.max(this.#second, second);
  }
}
