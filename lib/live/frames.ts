/** Why the server ended a stream; only `closing` asks the reader to come back. */
export type EndReason = "signed_out" | "forbidden" | "not_found" | "role_changed" | "closing";

/**
 * What a stream says. Every `rows` frame names the numbers that it accounts for, filtered-out batches included:
 * `count` of them were read after `after`, up to `upTo`. So a reader can prove that nothing is missing.
 * Pure: screens import it.
 */
export type LiveFrame =
  /** `rows` is the JSON text of a list of LiveRow, ascending: rendered once for all who see the same. */
  | {
      readonly type: "rows";
      readonly after: number;
      readonly upTo: number;
      readonly count: number;
      readonly rows: string;
    }
  /** The batches after `after`, up to `upTo`, have left the kept window. */
  | { readonly type: "skipped"; readonly after: number; readonly upTo: number }
  /** All that there is has been sent. */
  | { readonly type: "caught_up"; readonly upTo: number }
  /** The server can't read the database at the moment; it goes on by itself. */
  | { readonly type: "stalled" }
  | { readonly type: "heartbeat"; readonly upTo: number }
  | { readonly type: "end"; readonly reason: EndReason };
