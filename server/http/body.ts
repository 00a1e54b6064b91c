import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { CodedError } from "@/lib/errors";
import { hold } from "./body-budget";
import type { AppContext } from "./types";

/** A request's largest body in bytes. https://docs.mparticle.com/developers/apis/http */
export const BODY_LIMIT = 256 * 1024;
/** A larger body is read and thrown away up to here, so that its sender gets the answer; then the line is cut. */
const DISCARD_LIMIT = 64 * 1024 * 1024;

const inflaters = { gzip: promisify(gunzip), "x-gzip": promisify(gunzip), deflate: promisify(inflate) };

export type Body = {
  /** Empty when the body was larger than the limit. */
  readonly bytes: Buffer;
  /** Size of the whole body (inflated, as far as the limit let it be), also when it is not kept. */
  readonly byteSize: number;
  /** The bytes as they came over the wire; a signature is over these. Empty when they were over the limit. */
  readonly sent: Buffer;
};

const EMPTY = Buffer.alloc(0);
const endedEarly = () => new CodedError("invalid_input", "The body ended early.");

/** Reads to the end whatever comes; keeps it only while it may. */
function collect(request: IncomingMessage, response: ServerResponse, limit: number): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let overloaded: unknown;
    const finish = () => {
      if (overloaded) return reject(overloaded);
      const [first] = chunks;
      const bytes = size > limit ? EMPTY : chunks.length === 1 && first ? first : Buffer.concat(chunks, size);
      resolve({ bytes, byteSize: size, sent: bytes });
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > DISCARD_LIMIT) {
        response.setHeader("connection", "close");
        request.pause();
        finish();
      } else if (size > limit) {
        chunks.length = 0;
      } else if (!overloaded) {
        try {
          hold(response, chunk.length);
          chunks.push(chunk);
        } catch (error) {
          overloaded = error;
          chunks.length = 0;
        }
      }
    });
    request.once("end", finish);
    request.once("error", () => reject(endedEarly()));
    request.once("close", () => {
      if (!request.complete) reject(endedEarly());
    });
  });
}

/**
 * The body of a request, inflated when it came as gzip or deflate; `limit` bounds both forms, and nothing of a
 * larger one is kept. It counts against the budget of all requests until the response is closed.
 * Throws `overloaded`, and `invalid_input` for a body that ends early or can't be inflated.
 */
export async function readBytes(c: AppContext, limit = BODY_LIMIT): Promise<Body> {
  const { incoming, outgoing } = c.env;
  const body = await collect(incoming, outgoing, limit);
  const encoding = incoming.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (encoding === "" || encoding === "identity" || body.byteSize > limit) return body;
  if (!(encoding in inflaters)) {
    throw new CodedError("invalid_input", "The content encoding is neither gzip nor deflate.");
  }
  let bytes: Buffer;
  try {
    bytes = await inflaters[encoding as keyof typeof inflaters](body.bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) return { bytes: EMPTY, byteSize: limit + 1, sent: body.sent };
    throw new CodedError("invalid_input", "The body could not be inflated.");
  }
  hold(outgoing, bytes.length);
  return { bytes, byteSize: bytes.length, sent: body.sent };
}

/** Like `readBytes`; throws `too_large` for a body over the limit. */
export async function readBody(c: AppContext, limit = BODY_LIMIT): Promise<Buffer> {
  const { bytes, byteSize } = await readBytes(c, limit);
  if (byteSize > limit) {
    throw new CodedError("too_large", `The body is larger than ${Math.floor(limit / 1024)} KB.`, { limit });
  }
  return bytes;
}
