import type { Remark } from "../explain/decision";
import { type Mpid, toMpid } from "../int64";
import type { Environment } from "./enums";
import { isObject, textOf, time } from "./field";
import { stringifyJson } from "./json";
import { NO_ENVIRONMENT, NO_OBJECT, readEnvironment } from "./read-identity-request";
import { truncate } from "./text";
import { Warnings } from "./warnings";

/** An alias request as sent. Times are event times in epoch ms. https://docs.mparticle.com/guides/idsync/aliasing */
export type AliasRequest = {
  readonly environment: Environment;
  readonly source: Mpid;
  readonly destination: Mpid;
  readonly start?: number;
  readonly end?: number;
  readonly requestId?: string;
  /** `device` from the browser SDK; kept, it changes nothing. */
  readonly scope?: string;
  readonly das?: string;
};

export type ReadAliasRequest =
  | { readonly ok: true; readonly request: AliasRequest; readonly warnings: Remark[] }
  | { readonly ok: false; readonly message: string };

/** Characters kept of the texts of a request. Ours. */
const TEXT_LIMIT = 256;

/** Reads an alias request, already parsed. Whether the profiles exist is not its question. */
export function readAliasRequest(raw: unknown): ReadAliasRequest {
  if (!isObject(raw)) return refuse(NO_OBJECT);
  if ((raw.request_type ?? "alias") !== "alias") return refuse('Field "request_type" must be "alias".');
  const environment = readEnvironment(raw.environment);
  if (!environment) return refuse(NO_ENVIRONMENT);
  const { data } = raw;
  if (!isObject(data)) return refuse('Field "data" is required and must be an object.');
  const [source, destination] = [toMpid(data.source_mpid), toMpid(data.destination_mpid)];
  if (!source) return refuse('Field "source_mpid" is required and must be a 64-bit integer.');
  if (!destination) return refuse('Field "destination_mpid" is required and must be a 64-bit integer.');
  if (source === destination) return refuse("The source and the destination are the same profile.");
  const warnings = new Warnings();
  const start = readTime(data.start_unixtime_ms, warnings);
  const end = readTime(data.end_unixtime_ms, warnings);
  if (start === null) return refuse('Field "start_unixtime_ms" must be a time in milliseconds.');
  if (end === null) return refuse('Field "end_unixtime_ms" must be a time in milliseconds.');
  const request: AliasRequest = {
    environment,
    source,
    destination,
    start,
    end,
    requestId: readText(raw.request_id, warnings),
    scope: readText(data.scope, warnings),
    das: readText(data.device_application_stamp, warnings),
  };
  return { ok: true, request, warnings: warnings.list() };
}

/** The text kept as `batch.body`: the request as it would be sent again, without its key. */
export function aliasRequestBody({ environment, requestId, ...data }: AliasRequest): string {
  return stringifyJson({
    request_id: requestId,
    request_type: "alias",
    environment,
    data: {
      destination_mpid: data.destination,
      source_mpid: data.source,
      start_unixtime_ms: data.start,
      end_unixtime_ms: data.end,
      scope: data.scope,
      device_application_stamp: data.das,
    },
  });
}

const refuse = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

/** Undefined for none, null for what is no time. */
function readTime(value: unknown, warnings: Warnings): number | undefined | null {
  return value === undefined || value === null ? undefined : (time.read(value, warnings, "data") ?? null);
}

function readText(value: unknown, warnings: Warnings): string | undefined {
  const read = textOf(value, warnings);
  return read ? truncate(read, TEXT_LIMIT) : undefined;
}
