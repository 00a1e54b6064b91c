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

const tooLarge = (limit: number) =>
  new CodedError("too_large", `The body is larger than ${Math.floor(limit / 1024)} KB.`, { limit });

/** Reads to the end whatever comes; keeps it only while `failure` is unset. */
function collect(request: IncomingMessage, response: ServerResponse, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let failure: unknown;
    const fail = (error: unknown) => {
      failure = error;
      chunks.length = 0;
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > DISCARD_LIMIT) {
        response.setHeader("connection", "close");
        request.pause();
        reject(failure);
        return;
      }
      if (failure) return;
      if (size > limit) return fail(tooLarge(limit));
      try {
        hold(response, chunk.length);
        chunks.push(chunk);
      } catch (error) {
        fail(error);
      }
    });
    request.once("end", () => {
      if (failure) return reject(failure);
      const [first] = chunks;
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks, size));
    });
    request.once("error", () => reject(new CodedError("invalid_input", "The body ended early.")));
    request.once("close", () => {
      if (!request.complete) reject(new CodedError("invalid_input", "The body ended early."));
    });
  });
}

/**
 * The bytes of a request's body, inflated when it came as gzip or deflate; `limit` bounds both forms. They count
 * against the budget of all requests until the response is closed. Throws `too_large`, `overloaded`, `invalid_input`.
 */
export async function readBody(c: AppContext, limit = BODY_LIMIT): Promise<Buffer> {
  const { incoming, outgoing } = c.env;
  const bytes = await collect(incoming, outgoing, limit);
  const encoding = incoming.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return bytes;
  if (!(encoding in inflaters)) {
    throw new CodedError("invalid_input", "The content encoding is neither gzip nor deflate.");
  }
  try {
    const inflated = await inflaters[encoding as keyof typeof inflaters](bytes, { maxOutputLength: limit });
    hold(outgoing, inflated.length);
    return inflated;
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    if (error instanceof CodedError) throw error;
    throw new CodedError("invalid_input", "The body could not be inflated.");
  }
}
