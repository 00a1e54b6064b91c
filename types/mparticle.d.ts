/** The official Node SDK ships no types: what we use of version 1.0.8. */
declare module "mparticle" {
  /** A class for an event's data. */
  export interface SdkEvent {
    getEventType(): string;
    [field: string]: unknown;
  }

  export class SdkBatch {
    constructor(environment?: "production" | "development");
    addEvent(event: SdkEvent): void;
    [field: string]: unknown;
  }

  export class SdkConfiguration {
    constructor(key: string, secret: string);
  }

  export class SdkClient {
    basePath: string;
    timeout: number;
  }

  export type SdkCallback = (
    error: (Error & { status?: number; response?: { body: unknown } }) | null,
    data: unknown,
    response?: { status: number },
  ) => void;

  export class SdkEventsApi {
    constructor(configuration: SdkConfiguration, client?: SdkClient);
    uploadEvents(batch: SdkBatch, callback: SdkCallback): unknown;
    bulkUploadEvents(batches: SdkBatch[], callback: SdkCallback): unknown;
  }

  type EventClass = new () => SdkEvent;

  const mParticle: {
    readonly ApiClient: typeof SdkClient;
    readonly Batch: typeof SdkBatch;
    readonly Configuration: typeof SdkConfiguration;
    readonly EventsApi: typeof SdkEventsApi;
    readonly AppEvent: EventClass;
    readonly CommerceEvent: EventClass;
    /** Every other class. */
    readonly [name: string]: unknown;
  };
  export default mParticle;
}
