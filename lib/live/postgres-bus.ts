import { Client } from "pg";
import { env } from "../env";
import { ACCESS_CHANNEL } from "./announce-access";
import { type Bus, Listeners } from "./bus";
import { LIVE_CHANNEL } from "./publish";

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;
/** A line that is dead without saying so is found out by this, ms. */
const PING_MS = 20_000;

/**
 * One connection per process that LISTENs. When it breaks it is made anew, and everybody is woken afterwards, so
 * that what was announced meanwhile is read from the table.
 */
export class PostgresBus implements Bus {
  readonly #rows = new Listeners();
  readonly #access = new Listeners();
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #running = false;

  readonly onRows = (workspaceId: number, wake: () => void) => this.#add(this.#rows, workspaceId, wake);
  readonly onAccess = (memberId: number, look: () => void) => this.#add(this.#access, memberId, look);

  readonly close = async () => {
    this.#running = false;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {});
  };

  #add(listeners: Listeners, id: number, callback: () => void): () => void {
    const remove = listeners.add(id, callback);
    if (!this.#running) {
      this.#running = true;
      void this.#connect();
    }
    return remove;
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: env().DATABASE_URL,
      connectionTimeoutMillis: 3_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: "live",
    });
    this.#client = client;
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    client.on("notification", ({ channel, payload }) => this.#heard(channel, payload ?? ""));
    try {
      await client.connect();
      await client.query(`LISTEN ${LIVE_CHANNEL}`);
      await client.query(`LISTEN ${ACCESS_CHANNEL}`);
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client) return;
    this.#failures = 0;
    this.#rows.callAll();
    this.#access.callAll();
    this.#ping(client);
  }

  #ping(client: Client): void {
    this.#timer = setTimeout(() => {
      client.query("SELECT 1").then(
        () => this.#client === client && this.#ping(client),
        () => this.#lost(client),
      );
    }, PING_MS).unref();
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.end().catch(() => {});
    if (!this.#running) return;
    const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#timer = setTimeout(() => void this.#connect(), delay).unref();
  }

  #heard(channel: string, payload: string): void {
    if (channel === ACCESS_CHANNEL) {
      this.#access.call(Number(payload));
      return;
    }
    try {
      for (const workspaceId of Object.keys(JSON.parse(payload))) this.#rows.call(Number(workspaceId));
    } catch {
      // Somebody else's message on our channel: look, rather than believe it.
      this.#rows.callAll();
    }
  }
}
