/** What Kestrel & Finch sell, and where their customers live. All invented. */
export type DemoProduct = {
  readonly id: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  readonly price: number;
};

const product = (id: string, name: string, brand: string, category: string, price: number): DemoProduct => ({
  id,
  name,
  brand,
  category,
  price,
});

export const PRODUCTS: readonly DemoProduct[] = [
  product("KF-1001", "Saltmarsh Rain Jacket", "Kestrel", "Jackets", 149.9),
  product("KF-1002", "Saltmarsh Rain Jacket Junior", "Kestrel", "Jackets", 89.9),
  product("KF-1003", "Fieldfare Down Coat", "Kestrel", "Jackets", 279),
  product("KF-1004", "Tern Windbreaker", "Tern & Tide", "Jackets", 99.5),
  product("KF-1101", "Dunlin Walking Boots", "Strider Row", "Footwear", 129),
  product("KF-1102", "Dunlin Trail Shoes", "Strider Row", "Footwear", 109),
  product("KF-1103", "Moorhen Wellies", "Puddlewright", "Footwear", 49.95),
  product("KF-1104", "Sandling Beach Slides", "Puddlewright", "Footwear", 24.5),
  product("KF-1201", "Rookery 28 l Backpack", "Finch", "Bags", 79),
  product("KF-1202", "Rookery 45 l Backpack", "Finch", "Bags", 119),
  product("KF-1203", "Crane Cabin Trolley", "Finch", "Bags", 159),
  product("KF-1204", "Sparrow Hip Pouch", "Finch", "Bags", 29.9),
  product("KF-1205", "Dry Sack 10 l", "Tern & Tide", "Bags", 19.9),
  product("KF-1301", "Heron Merino Tee", "Kestrel", "Clothing", 54),
  product("KF-1302", "Heron Merino Leggings", "Kestrel", "Clothing", 69),
  product("KF-1303", "Linnet Linen Shirt", "Oat & Ember", "Clothing", 64.5),
  product("KF-1304", "Linnet Linen Trousers", "Oat & Ember", "Clothing", 74.5),
  product("KF-1305", "Wren Wool Socks (3 pairs)", "Kestrel", "Clothing", 22),
  product("KF-1306", "Pipit Sun Hat", "Oat & Ember", "Clothing", 32),
  product("KF-1401", "Nightjar Head Torch", "Lumenfold", "Equipment", 39.9),
  product("KF-1402", "Bittern Two-Person Tent", "Lumenfold", "Equipment", 329),
  product("KF-1403", "Curlew Trekking Poles", "Strider Row", "Equipment", 84),
  product("KF-1404", "Plover Picnic Blanket", "Oat & Ember", "Equipment", 35),
  product("KF-1405", "Kingfisher Steel Flask", "Tern & Tide", "Equipment", 27.5),
  product("KF-1406", "Avocet Field Glasses 8x32", "Lumenfold", "Equipment", 189),
  product("KF-1501", "Gift Card 50", "Kestrel & Finch", "Gifts", 50),
  product("KF-1502", "Hedgerow Tea Tin", "Oat & Ember", "Gifts", 14.5),
];

export const TRIPS: readonly DemoProduct[] = [
  product("FJ-01", "Three Days on the Mudflats", "Finch Journeys", "Walking", 390),
  product("FJ-02", "Island Hopping by Post Boat", "Finch Journeys", "Sea", 1240),
  product("FJ-03", "The Slow Train South", "Finch Journeys", "Rail", 680),
  product("FJ-04", "Cranes at Dawn", "Finch Journeys", "Wildlife", 545),
  product("FJ-05", "A Week in the Orchards", "Finch Journeys", "Walking", 820),
  product("FJ-06", "Lighthouse Keeper's Weekend", "Finch Journeys", "Sea", 310),
];

export type Place = {
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly language: string;
  readonly currency: string;
  /** Hours from UTC. */
  readonly zone: number;
  readonly regulation: "gdpr" | "ccpa" | null;
};

const place = (
  city: string,
  state: string,
  zip: string,
  country: string,
  [latitude, longitude]: readonly [number, number],
  language: string,
  currency: string,
  zone: number,
  regulation: Place["regulation"],
): Place => ({ city, state, zip, country, latitude, longitude, language, currency, zone, regulation });

// biome-ignore format: a table reads by rows.
export const PLACES: readonly Place[] = [
  place("Utrecht", "Utrecht", "3511 AB", "NL", [52.0907, 5.1214], "nl", "EUR", 1, "gdpr"),
  place("Ghent", "East Flanders", "9000", "BE", [51.0543, 3.7174], "nl", "EUR", 1, "gdpr"),
  place("Lyon", "Auvergne-Rhône-Alpes", "69002", "FR", [45.764, 4.8357], "fr", "EUR", 1, "gdpr"),
  place("Münster", "Nordrhein-Westfalen", "48143", "DE", [51.9607, 7.6261], "de", "EUR", 1, "gdpr"),
  place("Aarhus", "Midtjylland", "8000", "DK", [56.1629, 10.2039], "da", "DKK", 1, "gdpr"),
  place("Kraków", "Małopolska", "31-042", "PL", [50.0647, 19.945], "pl", "PLN", 1, "gdpr"),
  place("Thessaloniki", "Central Macedonia", "546 24", "GR", [40.6401, 22.9444], "el", "EUR", 2, "gdpr"),
  place("Bristol", "England", "BS1 4DJ", "GB", [51.4545, -2.5879], "en", "GBP", 0, null),
  place("Sacramento", "CA", "95814", "US", [38.5816, -121.4944], "en", "USD", -8, "ccpa"),
  place("Oakland", "CA", "94612", "US", [37.8044, -122.2712], "en", "USD", -8, "ccpa"),
  place("Duluth", "MN", "55802", "US", [46.7867, -92.1005], "en", "USD", -6, null),
  place("Halifax", "NS", "B3J 1P3", "CA", [44.6488, -63.5752], "en", "CAD", -4, null),
  place("Kanazawa", "Ishikawa", "920-8577", "JP", [36.5613, 136.6562], "ja", "JPY", 9, null),
];

export const FIRST_NAMES: readonly string[] = [
  "Ada",
  "Bram",
  "Cosima",
  "Dorian",
  "Elske",
  "Fenna",
  "Gideon",
  "Hanne",
  "Idris",
  "Jorinde",
  "Kasimir",
  "Linnea",
  "Mirte",
  "Nils",
  "Odile",
  "Pelle",
  "Quirine",
  "Rasmus",
  "Sunniva",
  "Tibor",
  "Ulla",
  "Vigo",
  "Wilma",
  "Xenia",
  "Yorick",
  "Zofia",
  "Anouk",
  "Bertil",
  "Chiara",
  "Dagny",
  "Emre",
  "Florian",
  "Gwen",
  "Hugo",
  "Ines",
  "Jasper",
  "Klara",
  "Ludo",
  "Maud",
  "Noor",
  "Oskar",
  "Pippa",
  "Renske",
  "Sem",
  "Thijs",
  "Ursel",
  "Vera",
  "Wout",
  "Zoë",
  "Åse",
  "Łucja",
  "Søren",
  "Émile",
  "Ñusta",
];

export const LAST_NAMES: readonly string[] = [
  "Nightjar",
  "Oystercatcher",
  "Plover",
  "Sandpiper",
  "Lapwing",
  "Wagtail",
  "Redstart",
  "Whimbrel",
  "Dunnock",
  "Fieldfare",
  "Goldcrest",
  "Hobbyhawk",
  "Jackdawson",
  "Kittiwake",
  "Linnetson",
  "Merganser",
  "Nuthatch",
  "Ousel",
  "Pintail",
  "Quailwright",
  "Rookwood",
  "Siskin",
  "Turnstone",
  "Waxwing",
  "Yellowhammer",
  "Brambling",
  "Chiffchaff",
  "Dotterel",
  "Eiderdown",
  "Firecrest",
  "Garganey",
  "Hawfinch",
  "Ibisworth",
  "Knotwell",
  "Mossbunting",
  "Øyestikker",
  "Świergotek",
  "Ångström-Tern",
  "De Kievit",
  "Van der Wulp",
];

/** Names in other scripts, with the direction that they are read in left to the screen. */
export const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ["ليلى", "الحسون"],
  ["נעמה", "דרור"],
  ["千鳥", "渡"],
  ["Χελιδόνα", "Αηδόνη"],
  ["Ласточка", "Зимородок"],
  ["Robin 🐦", "Rødhals"],
];

export const PHONES = {
  ios: ["iPhone14,5", "iPhone15,2", "iPhone16,1", "iPad13,4"],
  android: ["Nokk 8 Pro", "Galaxo S22", "Pixelate 8", "Fairfone 5"],
} as const;

export const BROWSERS: readonly string[] = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
];

export const CAMPAIGNS: readonly (readonly [publisher: string, campaign: string])[] = [
  ["Gull Ads", "Autumn Layers"],
  ["Birdboard", "First Frost"],
  ["Chirp Social", "Pack Light"],
  ["Gull Ads", "Slow Travel"],
];
