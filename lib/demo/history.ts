import { customerSends } from "./population";
import type { Send } from "./send";
import { storySends } from "./stories";

/**
 * Everything that was ever sent to the demo company, in order of receipt: the same list for the same `now`.
 * Times are epoch ms.
 */
export function demoHistory(now: number, customers: number): Send[] {
  const sends = storySends(now);
  for (let index = 0; index < customers; index++) sends.push(...customerSends(index, now));
  return sends
    .map((send, index) => ({ send, index }))
    .sort((a, b) => a.send.at - b.send.at || a.index - b.index)
    .map(({ send }) => send);
}
