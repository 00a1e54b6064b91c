import { type Connection, type FieldDef, type Submittable, types } from "pg";
import type { Prepared } from "./writer";

type Row = Record<string, unknown>;

/** What a statement answered. `command` is the tag's first word. */
export type Answered = { readonly command: string; readonly rows: readonly Row[] };

/** The rows of a statement whose columns the caller knows. */
export function rowsOf<Known extends Row>(answered: Answered | undefined): readonly Known[] {
  return (answered?.rows ?? []) as readonly Known[];
}

/** Names of the columns of a statement's rows, and what reads their texts. */
type Columns = readonly { readonly name: string; readonly read: (text: string) => unknown }[];

/** What a connection's server knows already: prepared statements, by name, with the columns of their rows. */
export type Known = Map<string, Columns>;

/** The messages that `pg` writes; its types lack that they take a configuration alone. */
type Wire = {
  readonly stream: { cork(): void; uncork(): void };
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: readonly unknown[] }): void;
  describe(what: { type: "P"; name: "" }): void;
  execute(portal: { portal: "" }): void;
  close(what: { type: "S"; name: string }): void;
  sync(): void;
};

/**
 * Prepared statements in one go: written at once, with one Sync behind the last. The server answers when all are done,
 * so both sides wake up once and not for each statement; should one fail, it passes over the rest.
 * A `Submittable` of `pg`, as cursors are. https://www.postgresql.org/docs/current/protocol-flow.html
 */
export class Flight implements Submittable {
  readonly answers: Promise<readonly Answered[]>;
  readonly #statements: readonly Prepared[];
  readonly #known: Known;
  readonly #answered: Answered[] = [];
  #rows: Row[] = [];
  #resolve: (answers: readonly Answered[]) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #unreadable: unknown;

  constructor(statements: readonly Prepared[], known: Known) {
    this.#statements = statements;
    this.#known = known;
    this.answers = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    const wire: Wire = connection as unknown as Wire;
    wire.stream.cork();
    for (const { name, text, values } of this.#statements) {
      const known = this.#known.has(name);
      if (!known) {
        // A flight that failed may have left it; closing what is not there does no harm.
        wire.close({ type: "S", name });
        wire.parse({ name, text });
      }
      wire.bind({ statement: name, values });
      if (!known) wire.describe({ type: "P", name: "" });
      wire.execute({ portal: "" });
    }
    wire.sync();
    wire.stream.uncork();
  }

  get #current(): string {
    return this.#statements[this.#answered.length]?.name ?? "";
  }

  handleRowDescription({ fields }: { fields: readonly FieldDef[] }): void {
    const columns = fields.map(({ name, dataTypeID }) => ({ name, read: types.getTypeParser(dataTypeID, "text") }));
    this.#known.set(this.#current, columns);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const row: Row = {};
    try {
      for (const [index, { name, read }] of (this.#known.get(this.#current) ?? []).entries()) {
        const text = fields[index] ?? null;
        row[name] = text === null ? null : read(text);
      }
    } catch (error) {
      this.#unreadable ??= error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const name = this.#current;
    if (!this.#known.has(name)) this.#known.set(name, []);
    const space = text.indexOf(" ");
    this.#answered.push({ command: space < 0 ? text : text.slice(0, space), rows: this.#rows });
    this.#rows = [];
  }

  handleReadyForQuery(): void {
    if (this.#unreadable === undefined) this.#resolve(this.#answered);
    else this.#reject(this.#unreadable);
  }

  handleError(error: unknown): void {
    this.#known.delete(this.#current);
    this.#reject(error);
  }
}
