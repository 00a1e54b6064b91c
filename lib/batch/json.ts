import { parse as parseLossless, stringify as stringifyLossless } from "lossless-json";
import { CodedError } from "../errors";
import { toInt64 } from "../int64";

const MAX_DEPTH = 64;
/** Shorter runs of digits are always safe integers. */
const UNSAFE_DIGITS = 16;

const decoder = new TextDecoder();

/**
 * Parses JSON with 64-bit integers exact: one beyond 2^53 becomes a bigint, a number that neither a double nor an
 * int64 holds becomes its text. Invalid UTF-8 becomes U+FFFD, a byte order mark is skipped.
 * Throws `invalid_input` when malformed or nested deeper than 64 levels. The message never quotes the text.
 */
export function parseJson(input: Uint8Array | string): unknown {
  const decoded = typeof input === "string" ? input : decoder.decode(input);
  const text = decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
  const { depth, unsafeNumbers } = scan(text);
  if (depth > MAX_DEPTH) {
    throw new CodedError("invalid_input", `The JSON is nested deeper than ${MAX_DEPTH} levels.`, {
      maxDepth: MAX_DEPTH,
    });
  }
  try {
    return unsafeNumbers
      ? parseLossless(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue })
      : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new CodedError("invalid_input", "The body is not valid JSON.", position(error));
    throw error;
  }
}

/** The JSON text of a value; a bigint becomes a bare integer literal. Undefined properties are left out. */
export function stringifyJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? "null";
  } catch (error) {
    // JSON.stringify knows no bigint; few values hold one, so the fast way is tried first.
    if (error instanceof TypeError) return stringifyLossless(value, null, indent) ?? "null";
    throw error;
  }
}

function parseNumber(literal: string): number | bigint | string {
  const number = Number(literal);
  if (!Number.isFinite(number)) return literal;
  if (!Number.isInteger(number) || Number.isSafeInteger(number)) return number;
  const hasDigitsOnly = !/[.eE]/.test(literal);
  const exact = hasDigitsOnly ? BigInt(literal) : BigInt(number);
  if (toInt64(exact) !== null) return exact;
  return hasDigitsOnly && String(number) !== literal ? literal : number;
}

function position(error: SyntaxError): Record<string, number> {
  const [, digits] = /position (\d+)/.exec(error.message) ?? [];
  return digits === undefined ? {} : { position: Number(digits) };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/**
 * One pass over the text: how deep it nests, and whether a number outside strings may not survive JSON.parse
 * (a long run of digits, or an exponent, which may overflow).
 */
function scan(text: string): { depth: number; unsafeNumbers: boolean } {
  let depth = 0;
  let deepest = 0;
  let digits = 0;
  let unsafeNumbers = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= DIGIT_0 && code <= DIGIT_9) {
      digits += 1;
      if (digits === UNSAFE_DIGITS) unsafeNumbers = true;
      continue;
    }
    if (digits > 0) {
      if (code === 0x65 || code === 0x45) unsafeNumbers = true;
      digits = 0;
    }
    if (code === QUOTE) {
      i = endOfString(text, i + 1);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return { depth: deepest, unsafeNumbers };
}

/** Index of the quote that closes the string whose content starts at `from`; the text's length when none does. */
function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i += 1;
  }
  return text.length;
}
