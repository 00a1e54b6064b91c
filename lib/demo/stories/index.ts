import type { Send } from "../send";
import { ada, greta, ines, layla, tablet, tariq, zoe } from "./customers";
import { bram, fenna, otis } from "./shoppers";
import { teller } from "./teller";
import { quill } from "./tester";

/** What the named people did. */
export function storySends(now: number): Send[] {
  return [
    ...ada(teller("ada", now)),
    ...bram(teller("bram", now)),
    ...ines(teller("ines", now)),
    ...tariq(teller("tariq", now)),
    ...layla(teller("layla", now)),
    ...zoe(teller("zoe", now)),
    ...greta(teller("greta", now)),
    ...tablet(now),
    ...fenna(teller("fenna", now)),
    ...otis(teller("otis", now)),
    ...quill(teller("quill", now)),
  ];
}
