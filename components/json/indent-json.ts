const INDENT = "  ";

/**
 * JSON text with line breaks and two spaces, token by token: numbers, escapes and order stay as they were written, so
 * 64-bit integers lose nothing. Text that is not JSON comes back re-spaced but whole. Works in one pass.
 */
export function indentJson(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      out.push(text.slice(at, end));
      at = end;
    } else if (char === "{" || char === "[") {
      const close = nextToken(text, at + 1);
      if (text.charAt(close) === (char === "{" ? "}" : "]")) {
        out.push(char, text.charAt(close));
        at = close + 1;
      } else {
        depth++;
        out.push(char, "\n", INDENT.repeat(depth));
        at++;
      }
    } else if (char === "}" || char === "]") {
      depth = Math.max(0, depth - 1);
      out.push("\n", INDENT.repeat(depth), char);
      at++;
    } else if (char === ",") {
      out.push(",\n", INDENT.repeat(depth));
      at++;
    } else if (char === ":") {
      out.push(": ");
      at++;
    } else if (isSpace(char)) {
      at++;
    } else {
      const end = endOfLiteral(text, at);
      out.push(text.slice(at, end));
      at = end;
    }
  }
  return out.join("");
}

const isSpace = (char: string) => char === " " || char === "\n" || char === "\r" || char === "\t";

function nextToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charAt(at))) at++;
  return at;
}

/** Just past the closing quote; the end of the text when there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === '"') return at + 1;
  }
  return text.length;
}

function endOfLiteral(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && !'{}[],:"'.includes(text.charAt(at)) && !isSpace(text.charAt(at))) at++;
  return at;
}
