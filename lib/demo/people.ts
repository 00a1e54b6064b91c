import { PLACES } from "./catalogue";
import { type Customer, DAY, type DeviceKind, HOUR, makeDevice } from "./customer";
import { random } from "./random";

/**
 * People whom the README points to: each shows something that is hard to find among thousands. Their customer IDs
 * and e-mail addresses are the same in every demo database.
 */
export type NamedPerson = Omit<Customer, "joinedAt" | "knownFrom"> & {
  /** What to look at. */
  readonly story: string;
  /** Days before the seed. */
  readonly joinedDaysAgo: number;
  /** Days before the seed; null: never signs in. */
  readonly knownDaysAgo: number | null;
};

function person(
  index: number,
  firstName: string,
  lastName: string,
  email: string,
  story: string,
  more: {
    kinds?: readonly DeviceKind[];
    joined?: number;
    known?: number | null;
    place?: number;
    travels?: boolean;
    environment?: Customer["environment"];
  } = {},
): NamedPerson {
  const source = random(700 + index);
  const place = PLACES[more.place ?? 0] ?? PLACES[0];
  if (!place) throw new Error("There are places.");
  const joinedDaysAgo = more.joined ?? 55;
  return {
    customerId: `KF-${100_000 + index}`,
    firstName,
    lastName,
    email,
    mobile: `+31650000${String(100 + index)}`,
    place,
    age: 24 + index * 3,
    gender: index % 2 === 0 ? "F" : "M",
    department: "Jackets",
    ip: `198.51.100.${10 + index}`,
    environment: more.environment ?? "production",
    devices: (more.kinds ?? ["web"]).map((kind) => makeDevice(source, kind)),
    travels: more.travels ?? false,
    story,
    joinedDaysAgo,
    knownDaysAgo: more.known === undefined ? joinedDaysAgo : more.known,
  };
}

export const PEOPLE = {
  ada: person(
    1,
    "Ada",
    "Nightjar",
    "ada.nightjar@example.com",
    "Three devices, two workspaces, every consent; the partner's $firstname is blocked and the till's $city wins.",
    { kinds: ["web", "ios", "android"], travels: true },
  ),
  bram: person(
    2,
    "Bram",
    "Oystercatcher",
    "bram.oystercatcher@example.com",
    "Anonymous for nine days, then signed up: same MPID, whole history kept.",
    { joined: 12, known: 3 },
  ),
  ines: person(
    3,
    "Ines",
    "Plover",
    "ines.plover@example.com",
    "Opted out of everything: global opt-out, sale under CCPA, tracking (LAT and ATT).",
    { kinds: ["ios"], place: 8 },
  ),
  tariq: person(4, "Tariq", "Sandpiper", "tariq.sandpiper@example.com", "About 5,000 events in 60 days.", {
    kinds: ["ios"],
    joined: 59,
  }),
  layla: person(
    5,
    "ليلى",
    "الحسون",
    "layla.goldfinch@example.com",
    "A right-to-left name, and attributes in five scripts.",
    { place: 6 },
  ),
  zoe: person(
    6,
    "Zoë 🪶",
    "Ñandú-Øst",
    "zoe.nandu@example.com",
    "Accents and emoji in names and events; a list, a tag, and very long values.",
    { place: 2 },
  ),
  greta: person(
    7,
    "Greta",
    "Lapwing",
    "greta.lapwing@example.com",
    "A duplicate, a rejected batch, and visits that Read Only kept apart.",
    { place: 3 },
  ),
  kasimir: person(
    8,
    "Kasimir",
    "Wagtail",
    "kasimir.wagtail@example.com",
    "Shares a tablet with Linnea Wagtail: two customers, one device.",
    { kinds: ["android"], place: 5 },
  ),
  linnea: person(9, "Linnea", "Wagtail", "linnea.wagtail@example.com", "Shares a tablet with Kasimir Wagtail.", {
    kinds: ["android"],
    place: 5,
  }),
  quill: person(
    10,
    "Quill",
    "Testbird",
    "quill.testbird@example.com",
    "The QA tester: development batches and identity requests from two devices up to the moment of the seed.",
    { kinds: ["ios", "web"], environment: "development", travels: true, joined: 30 },
  ),
  fenna: person(
    11,
    "Fenna",
    "Firecrest",
    "fenna.firecrest@example.com",
    "The browser SDK's whole life: anonymous, sign-up, a changed e-mail, a logout and a return.",
    { joined: 34, known: 28, place: 1 },
  ),
  otis: person(
    12,
    "Otis",
    "Dotterel",
    "otis.dotterel@example.com",
    "Anonymous on the web, known to the tills, then signed in: an alias adds what the browser did before.",
    { joined: 15, known: 8 },
  ),
} satisfies Record<string, NamedPerson>;

export type PersonName = keyof typeof PEOPLE;

/** The person as a customer, with times counted back from the seed. */
export function customerOf(named: NamedPerson, now: number): Customer {
  const { joinedDaysAgo, knownDaysAgo, story: _, ...customer } = named;
  return {
    ...customer,
    joinedAt: now - joinedDaysAgo * DAY - 5 * HOUR,
    knownFrom: knownDaysAgo === null ? null : now - knownDaysAgo * DAY - 5 * HOUR,
  };
}
