/** Lets a loop sleep until something happens, its time is up, or its reader has gone. */
export class Signal {
  readonly #abort: AbortSignal;
  #pending = false;
  #resume: (() => void) | undefined;

  constructor(abort: AbortSignal) {
    this.#abort = abort;
    abort.addEventListener("abort", this.fire, { once: true });
  }

  get aborted(): boolean {
    return this.#abort.aborted;
  }

  readonly fire = (): void => {
    this.#pending = true;
    this.#resume?.();
  };

  /** Resolves at the next `fire`, at once if there was one since the last wait, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#pending && !this.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, ms));
        this.#resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#pending = false;
    this.#resume = undefined;
  }
}
