import { BROWSERS, CAMPAIGNS } from "./catalogue";
import { type Customer, type DemoDevice, MINUTE } from "./customer";
import { appMoments, customEvent } from "./events";
import type { Random } from "./random";
import type { RawBatch, RawEvent } from "./send";

export type Visit = {
  readonly customer: Customer;
  readonly device: DemoDevice;
  /** Receipt, epoch ms: the end of the visit. */
  readonly at: number;
  readonly events: readonly RawEvent[];
  readonly signedIn: boolean;
  /** First visit with this device: install, attribution, push registration. */
  readonly first?: boolean;
  readonly attributes?: Record<string, unknown>;
};

/** The batch that an SDK would send at the end of a visit. */
export function visitBatch(random: Random, visit: Visit): RawBatch {
  const { customer, device, at, signedIn } = visit;
  const app = device.kind !== "web";
  const opening = app && visit.first ? install(random, device) : [];
  const moments = app ? appMoments(random) : [];
  return {
    environment: customer.environment,
    source_request_id: random.uuid(),
    mp_deviceid: device.das,
    ip: random.chance(0.004) ? "unknown" : customer.ip,
    ...(signedIn ? { user_identities: { customer_id: customer.customerId, email: customer.email } } : {}),
    ...(signedIn || visit.attributes
      ? { user_attributes: { ...(signedIn ? profileOf(customer) : {}), ...visit.attributes } }
      : {}),
    device_info: deviceInfo(random, customer, device),
    ...(app ? { application_info: applicationInfo(device) } : {}),
    ...(visit.first && random.chance(0.25) ? { attribution_info: attribution(random) } : {}),
    ...(random.chance(0.3) ? { context: { data_plan: { plan_id: "shop", plan_version: 4 } } } : {}),
    events: session(random, at, customer, [...opening, ...visit.events, ...moments]),
  };
}

function profileOf(customer: Customer): Record<string, unknown> {
  return {
    $FirstName: customer.firstName,
    $LastName: customer.lastName,
    $City: customer.place.city,
    $Country: customer.place.country,
    favourite_department: customer.department,
    language: customer.place.language,
  };
}

/** Wraps what happened into a session whose last event happened shortly before the receipt. */
function session(random: Random, at: number, { place }: Customer, events: readonly RawEvent[]): RawEvent[] {
  const length = Math.max(events.length, 2) * random.int(20_000, 2 * MINUTE);
  const start = at - length - random.int(300, 4_000);
  const step = length / (events.length + 1);
  const common = { session_uuid: random.uuid(), session_start_unixtime_ms: start };
  const located = random.chance(0.5)
    ? {
        location: {
          latitude: place.latitude,
          longitude: place.longitude,
          country_code: place.country,
          city_name: place.city,
        },
      }
    : {};
  const all: RawEvent[] = [{ event_type: "session_start", data: {} }, ...events];
  if (random.chance(0.6)) all.push({ event_type: "session_end", data: { session_duration_ms: length } });
  return all.map(({ event_type, data }, event_num) => ({
    event_type,
    data: {
      ...data,
      ...common,
      ...(event_num === 1 ? located : {}),
      event_num,
      source_message_id: random.uuid(),
      timestamp_unixtime_ms: Math.round(start + step * event_num),
    },
  }));
}

function install(random: Random, device: DemoDevice): RawEvent[] {
  const [publisher, campaign] = random.pick(CAMPAIGNS);
  const transition = { application_transition_type: "application_initialized", is_first_run: true };
  return [
    { event_type: "application_state_transition", data: transition },
    ...(random.chance(0.4) ? [customEvent("attribution", "attribution", { publisher, campaign })] : []),
    ...(random.chance(0.6)
      ? [
          {
            event_type: "push_registration",
            data: { register: true, registration_token: `${device.kind}-${random.hex(32)}` },
          },
        ]
      : []),
  ];
}

function attribution(random: Random) {
  const [publisher, campaign] = random.pick(CAMPAIGNS);
  return { service_provider: "Trackwell", publisher, campaign };
}

const ZERO_ID = "00000000-0000-0000-0000-000000000000";

function deviceInfo(random: Random, { place }: Customer, device: DemoDevice): Record<string, unknown> {
  const common = { locale_language: place.language, locale_country: place.country, timezone_offset: place.zone };
  const { kind, model, vendorId, advertisingId, limitAdTracking } = device;
  if (kind === "web") {
    return {
      ...common,
      platform: "web",
      http_header_user_agent: random.pick(BROWSERS),
      screen_width: 1440,
      screen_height: 900,
    };
  }
  const shared = {
    ...common,
    device_model: model,
    limit_ad_tracking: limitAdTracking,
    is_tablet: model.startsWith("iPad"),
  };
  if (kind === "android") {
    const id = limitAdTracking ? {} : { android_advertising_id: advertisingId };
    return {
      ...shared,
      ...id,
      platform: "Android",
      os_version: "15",
      android_uuid: vendorId,
      network_carrier: "Birdline",
    };
  }
  return {
    ...shared,
    platform: "iOS",
    brand: model,
    os_version: "18.1",
    ios_idfv: vendorId,
    ios_advertising_id: limitAdTracking ? ZERO_ID : advertisingId,
    att_authorization_status: limitAdTracking ? "denied" : "authorized",
  };
}

function applicationInfo({ kind }: DemoDevice): Record<string, unknown> {
  return {
    application_name: "Kestrel & Finch",
    application_version: "7.4.1",
    application_build_number: "2211",
    package: "com.example.kestrelfinch",
    os: kind === "ios" ? "IOS" : "Android",
  };
}
