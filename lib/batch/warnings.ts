import type { WarningCode } from "../explain/codes";
import type { Remark } from "../explain/decision";
import { LIMITS } from "./limits";
import { toStorable, truncate } from "./text";

type Params = Record<string, string | number>;

/** Longest name that a warning quotes. */
const QUOTED = 80;

/** Gathers the warnings of one batch. Keeps the first of them and counts the rest, so that no batch makes thousands. */
export class Warnings {
  /** Position of the event being read; warnings carry it as a parameter. */
  event: number | undefined;
  readonly #list: Remark[] = [];
  #more = 0;
  #replacedText = false;

  add(code: WarningCode, params: Params = {}): void {
    if (this.#list.length >= LIMITS.warnings) {
      this.#more += 1;
      return;
    }
    const quoted: Params = this.event === undefined ? {} : { event: this.event };
    for (const [name, value] of Object.entries(params)) {
      quoted[name] = typeof value === "string" ? truncate(toStorable(value), QUOTED) : value;
    }
    this.#list.push(Object.keys(quoted).length > 0 ? { code, params: quoted } : { code });
  }

  /** Text was replaced somewhere in the batch: one warning is enough. */
  replacedText(): void {
    this.#replacedText = true;
  }

  list(): Remark[] {
    const all = [...this.#list];
    if (this.#replacedText) all.push({ code: "text_replaced" });
    if (this.#more > 0) all.push({ code: "more_warnings", params: { count: this.#more } });
    return all;
  }
}
