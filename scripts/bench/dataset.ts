import { HEAVY, LIGHT, PERSON_SQL, RICH_ATTRIBUTES, RICH_EVERY } from "./people";

/** What the rows belong to. Times are epoch ms. */
export type Place = {
  readonly profiles: number;
  readonly scopeId: number;
  readonly workspaceId: number;
  readonly inputId: number;
  readonly now: number;
};

/** People were first seen within this time, and their batches came in it, ms. */
export const PAST_MS = 60 * 86_400_000;
const EVENT_NAMES = 20;

/** The texts are those that `ingest` writes for the same batches. */
const BODY = `
  '{"environment":"production","source_request_id":"' || md5('request ' || id)::uuid || '","mp_deviceid":"' || das ||
  '","ip":"203.0.113.' || n % 250 || '","user_identities":{"customer_id":"' || customer_id || '","email":"' || email ||
  '"},"user_attributes":{"plan":"plus","visits":"' || b || '","city":"Larkhaven"},"device_info":{"android_advertising_id":"' ||
  advertising_id || '","platform":"Android","device_model":"Pixel 9","os_version":"15","locale_language":"en","locale_country":"GB"},"application_info":{"application_name":"Larkhaven Outfitters","application_version":"7.4.1","package":"example.larkhaven.shop","os":"Android"},"events":[{"event_type":"custom_event","data":{"event_id":' ||
  id + 1 || ',"event_name":"Viewed shelf ' || b % ${EVENT_NAMES} || '","custom_event_type":"navigation","timestamp_unixtime_ms":' ||
  at - 2000 || ',"custom_attributes":{"shelf":"boots","position":"4"}}},{"event_type":"custom_event","data":{"event_id":' || id + 2 ||
  ',"event_name":"Put in basket ' || b % ${EVENT_NAMES} || '","custom_event_type":"transaction","timestamp_unixtime_ms":' || at - 1000 ||
  ',"custom_attributes":{"sku":"LK-' || b % 900 || '","price":"49.90"}}}]}'`;

const decision = ({ inputId }: Place) => `
  '{"version":1,"outcome":"updated","reasons":[],"warnings":[],"input":{"id":${inputId},"kind":"custom_feed","tier":3,"protectionLevel":"create_and_update","rulesVersion":1},"protectionRow":"1","identity":{"strategy":"default","by":"identities","steps":[{"type":"customer_id","candidates":1,"remaining":1}],"found":"' ||
  mpid || '"},"attributes":[{"key":"plan","result":"unchanged"},{"key":"visits","before":"' || b - 1 || '","storedTier":3,"after":"' || b ||
  '","result":"set"},{"key":"city","result":"unchanged"}],"device":{"das":"' || das || '","derived":false,"isNew":false}}'`;

/** Set-based statements that fill an empty, migrated database, in order; each with what to say meanwhile. */
export function datasetStatements(place: Place): readonly (readonly [what: string, sql: string])[] {
  const { profiles, scopeId, workspaceId, inputId, now } = place;
  const { mpid, customerId, email, das, advertisingId } = PERSON_SQL;
  const firstBatch = `((${now - PAST_MS})::bigint << 21)`;
  const count = HEAVY.batches + LIGHT.batches + Math.ceil(profiles / 2);
  const at = `(${now - PAST_MS} + b.place * ${Math.floor((PAST_MS - 86_400_000) / count)})::bigint`;
  const entry = (type: string, value: string) =>
    `'"${type}":[{"v":"' || ${value} || '","f":' || seen || ',"u":' || seen || '}]'`;
  const record = [
    entry("customer_id", "customer_id"),
    entry("email", "email"),
    entry("android_advertising_id", "advertising_id"),
    entry("device_application_stamp", "das"),
  ].join(" || ',' || ");
  return [
    [
      "people",
      `CREATE UNLOGGED TABLE bench_person AS
       SELECT n, ${mpid} AS mpid, ${customerId} AS customer_id, ${email} AS email, ${das} AS das,
              ${advertisingId} AS advertising_id,
              ${now - PAST_MS} + (hashint8extended(n, 7) & 2147483647) % ${PAST_MS - 86_400_000} AS seen
       FROM generate_series(1, ${profiles}) AS n`,
    ],
    [
      "profiles",
      `INSERT INTO profile (mpid, scope_id, environment, first_seen, last_seen, ip, identities)
       SELECT mpid, ${scopeId}, 'production', seen, seen, '203.0.113.' || n % 250, '{' || ${record} || '}' FROM bench_person`,
    ],
    ...(
      [
        ["customer_id", "customer_id", true],
        ["email", "email", false],
        ["android_advertising_id", "advertising_id", false],
        ["device_application_stamp", "das", false],
      ] as const
    ).map(([type, column, unique]): [string, string] => [
      `identities (${type})`,
      `INSERT INTO identity SELECT ${scopeId}, 'production', '${type}', ${column}, mpid, ${unique} FROM bench_person`,
    ]),
    [
      "workspaces",
      `INSERT INTO profile_workspace (mpid, workspace_id, first_seen, last_seen, inputs)
       SELECT mpid, ${workspaceId}, seen, seen, '{"${inputId}":[' || seen || ',' || seen || ']}' FROM bench_person`,
    ],
    [
      "attributes",
      `INSERT INTO user_attribute
       SELECT mpid, ${workspaceId}, a.key, to_json(a.value)::text, 3, ${inputId}, ${firstBatch}, seen
       FROM bench_person, LATERAL (VALUES ('$firstname', 'Person'), ('$lastname', n::text), ('plan', 'plus'),
                                          ('visits', '1'), ('city', 'Larkhaven')) AS a (key, value)`,
    ],
    [
      "attributes of people with many",
      `INSERT INTO user_attribute
       SELECT mpid, ${workspaceId}, 'trait_' || lpad(a::text, 3, '0'), to_json('value ' || a)::text, 3, ${inputId},
              ${firstBatch}, seen
       FROM bench_person, generate_series(6, ${RICH_ATTRIBUTES}) AS a WHERE n % ${RICH_EVERY} = 0`,
    ],
    [
      "devices",
      `INSERT INTO device (mpid, workspace_id, das, platform, first_seen, last_seen, identities, metadata)
       SELECT mpid, ${workspaceId}, das, 'Android', seen, seen, '{"android_advertising_id":"' || advertising_id || '"}',
              '{"device_info":{"platform":"Android","device_model":"Pixel 9","os_version":"15","locale_language":"en","locale_country":"GB"},"application_info":{"application_name":"Larkhaven Outfitters","application_version":"7.4.1","package":"example.larkhaven.shop","os":"Android"}}'
       FROM bench_person`,
    ],
    [
      "batches",
      `CREATE UNLOGGED TABLE bench_batch AS
       SELECT p.*, b.b, b.place, ${at} AS at, ${at} << 21 AS id
       FROM (SELECT n, b, row_number() OVER (ORDER BY hashint8extended(b, n)) AS place
             FROM (SELECT ${HEAVY.number} AS n, b FROM generate_series(1, ${HEAVY.batches}) AS b
                   UNION ALL SELECT ${LIGHT.number}, b FROM generate_series(1, ${LIGHT.batches}) AS b
                   UNION ALL SELECT n, 1 FROM generate_series(3, ${profiles}) AS n WHERE n % 2 = 0) AS every) AS b
       JOIN bench_person p USING (n)`,
    ],
    [
      "stored batches",
      `INSERT INTO batch (id, workspace_id, seq, environment, input_id, received_at, mpid, das, device_id, outcome,
                          event_count, warning_count, request_id, request_index, body, decision)
       SELECT id, ${workspaceId}, place, 'production', ${inputId}, at, mpid, das, advertising_id, 'updated', 2, 0, id, 0, ${BODY},
              ${decision(place)}
       FROM bench_batch ORDER BY place`,
    ],
    [
      "events",
      `INSERT INTO event
       SELECT id + e, id, e - 1, ${workspaceId}, ${inputId}, mpid, das, 'custom_event',
              CASE e WHEN 1 THEN 'Viewed shelf ' ELSE 'Put in basket ' END || b % ${EVENT_NAMES}, at - 3000 + e * 1000
       FROM bench_batch, generate_series(1, 2) AS e ORDER BY place, e`,
    ],
    [
      "changes",
      `INSERT INTO profile_change
       SELECT mpid, id, ${workspaceId}, at, '{"attributes":{"visits":{"before":"' || b - 1 || '","after":"' || b || '"}}}' FROM bench_batch`,
    ],
    [
      "request ids",
      `INSERT INTO dedupe
       SELECT ${inputId}, substr(sha256((md5('request ' || id)::uuid::text)::bytea), 1, 16), (at / 86400000)::int, id FROM bench_batch`,
    ],
    ["event names", `INSERT INTO event_name SELECT DISTINCT ${workspaceId}, event_type, name FROM event`],
    [
      "numbers",
      `UPDATE workspace_counter SET seq = (SELECT count(*) FROM bench_batch), event_names = (SELECT count(*) FROM event_name)
       WHERE workspace_id = ${workspaceId}`,
    ],
    ["clean-up", "DROP TABLE bench_person, bench_batch"],
  ];
}
