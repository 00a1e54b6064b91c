import { LIMITS } from "./limits";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LIST = 0x5b;
const SPACE = 0x20;
const OPEN = new Set([LIST, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/**
 * How many batches a bulk request holds, from 1 to 100, without reading it: the values of the outermost JSON list. What
 * is no list or no JSON counts as one, and more than a request may hold as that many.
 */
export function countBatches(body: Uint8Array): number {
  // White space and what JSON does not begin with.
  const start = body.findIndex((byte) => byte > SPACE);
  if (body[start] !== LIST) return 1;
  let depth = 0;
  let commas = 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === undefined) break;
    if (byte === QUOTE) at = endOfString(body, at);
    else if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) depth -= 1;
    else if (byte === COMMA && depth === 1) commas += 1;
  }
  return Math.min(LIMITS.batches, commas + 1);
}

/** Where the string that begins at `start` ends; the last byte when it does not. */
function endOfString(body: Uint8Array, start: number): number {
  for (let at = body.indexOf(QUOTE, start + 1); at >= 0; at = body.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (body[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return body.length - 1;
}
