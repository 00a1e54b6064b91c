/**
 * The identity types and their names in every API, as one table. Pure: screens import it too.
 * https://docs.mparticle.com/guides/idsync/supported-identities
 */
type Names = {
  /** For screens. */
  readonly label: string;
  readonly kind: "user" | "device";
  /** Names in other APIs, SDKs and files; all are accepted everywhere. */
  readonly synonyms: readonly string[];
  /** `type` in the Profile API. */
  readonly profileType: string;
  /** The number that SDKs use. */
  readonly sdkNumber?: number;
};

const user = (label: string, sdkNumber: number, profileType: string, ...synonyms: string[]): Names => ({
  label,
  kind: "user",
  synonyms,
  profileType,
  sdkNumber,
});
const device = (label: string, profileType: string, ...synonyms: string[]): Names => ({
  label,
  kind: "device",
  synonyms,
  profileType,
});

// biome-ignore format: a table reads by rows.
const NAMES = {
  other:                         user("Other", 0, "other", "email_sha256"),
  customer_id:                   user("Customer ID", 1, "customer_id", "customerid", "controller_customer_id"),
  facebook:                      user("Facebook", 2, "facebook_id", "facebook_id"),
  twitter:                       user("Twitter", 3, "twitter_id", "twitter_id"),
  google:                        user("Google", 4, "google_id", "google_id"),
  microsoft:                     user("Microsoft", 5, "microsoft_id", "microsoft_id"),
  yahoo:                         user("Yahoo", 6, "yahoo_id", "yahoo_id"),
  email:                         user("Email", 7, "email"),
  alias:                         user("Alias", 8, "alias"),
  facebook_custom_audience_id:   user("Facebook Custom Audience ID", 9, "facebook_custom_audience_id", "facebookcustomaudienceid"),
  other_id_2:                    user("Other 2", 10, "other_id_2", "other2", "mobile_sha256"),
  other_id_3:                    user("Other 3", 11, "other_id_3", "other3"),
  other_id_4:                    user("Other 4", 12, "other_id_4", "other4"),
  other_id_5:                    user("Other 5", 13, "other_id_5", "other5"),
  other_id_6:                    user("Other 6", 14, "other_id_6", "other6"),
  other_id_7:                    user("Other 7", 15, "other_id_7", "other7"),
  other_id_8:                    user("Other 8", 16, "other_id_8", "other8"),
  other_id_9:                    user("Other 9", 17, "other_id_9", "other9"),
  other_id_10:                   user("Other 10", 18, "other_id_10", "other10"),
  mobile_number:                 user("Mobile Number", 19, "mobile_number"),
  phone_number_2:                user("Phone Number 2", 20, "phone_number_2"),
  phone_number_3:                user("Phone Number 3", 21, "phone_number_3"),
  ios_advertising_id:            device("IDFA", "ios_advertising_id", "ios_idfa"),
  ios_idfv:                      device("IDFV", "ios_vendor_id", "ios_vendor_id"),
  android_advertising_id:        device("Google Advertising ID", "google_advertising_id", "android_aaid", "google_advertising_id"),
  android_uuid:                  device("Android Device ID", "android_id", "android_id"),
  fire_advertising_id:           device("Fire Advertising ID", "fire_advertising_id", "fire_aid"),
  roku_advertising_id:           device("Roku Advertising ID", "roku_advertising_id", "roku_aid"),
  roku_publisher_id:             device("Roku Publisher ID", "roku_publisher_id", "roku_publishing_id"),
  microsoft_advertising_id:      device("Microsoft Advertising ID", "microsoft_advertising_id"),
  microsoft_publisher_id:        device("Microsoft Publisher ID", "microsoft_publisher_id"),
  amp_id:                        device("AMP ID", "amp_id"),
  push_token:                    device("Push Token", "push_notification_token", "push_notification_token"),
  device_application_stamp:      device("Device Application Stamp", "unknown", "mp_deviceid"),
} as const satisfies Record<string, Names>;

export type IdentityType = keyof typeof NAMES;

/** Every type, in the order of the table. */
export const IDENTITY_TYPES = Object.keys(NAMES) as IdentityType[];
export const USER_IDENTITY_TYPES = IDENTITY_TYPES.filter((type) => NAMES[type].kind === "user");
export const DEVICE_IDENTITY_TYPES = IDENTITY_TYPES.filter((type) => NAMES[type].kind === "device");

/** The default order in which types look a profile up. Types that it lacks are stored, but find nobody. */
export const DEFAULT_PRIORITY: readonly IdentityType[] = [
  "customer_id",
  "mobile_number",
  "phone_number_2",
  "phone_number_3",
  "email",
  "other",
  "other_id_2",
  "other_id_3",
  "other_id_4",
  "other_id_5",
  "other_id_6",
  "other_id_7",
  "other_id_8",
  "other_id_9",
  "other_id_10",
  "facebook",
  "google",
  "twitter",
  "microsoft",
  "yahoo",
  "ios_advertising_id",
  "ios_idfv",
  "android_advertising_id",
  "android_uuid",
  "roku_advertising_id",
  "roku_publisher_id",
  "fire_advertising_id",
  "microsoft_publisher_id",
  "microsoft_advertising_id",
  "device_application_stamp",
];

const BY_NAME = new Map<string, IdentityType>(
  IDENTITY_TYPES.flatMap((type) => [type, ...NAMES[type].synonyms].map((name): [string, IdentityType] => [name, type])),
);
const BY_SDK_NUMBER = new Map<number, IdentityType>(
  IDENTITY_TYPES.flatMap((type): [number, IdentityType][] => {
    const { sdkNumber }: Names = NAMES[type];
    return sdkNumber === undefined ? [] : [[sdkNumber, type]];
  }),
);

/** The canonical type of a name from any API, in any case; null when nobody knows it. */
export function canonicalIdentity(name: string): IdentityType | null {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toLowerCase()) ?? null;
}

/** The canonical type of an SDK's identity number, or null. */
export function identityBySdkNumber(number: number): IdentityType | null {
  return BY_SDK_NUMBER.get(number) ?? null;
}

/** The type's name on screens; a name that is not in the table is shown as it is. */
export function identityLabel(type: string): string {
  return isIdentityType(type) ? NAMES[type].label : type;
}

/** The type's name in the Profile API. */
export function profileApiType(type: IdentityType): string {
  return NAMES[type].profileType;
}

/** What the identity API and the browser SDK call a type, where that is not its canonical name. */
export const IDENTITY_API_NAMES: Readonly<Partial<Record<IdentityType, string>>> = {
  customer_id: "customerid",
  facebook_custom_audience_id: "facebookcustomaudienceid",
  other_id_2: "other2",
  other_id_3: "other3",
  other_id_4: "other4",
  other_id_5: "other5",
  other_id_6: "other6",
  other_id_7: "other7",
  other_id_8: "other8",
  other_id_9: "other9",
  other_id_10: "other10",
  ios_advertising_id: "ios_idfa",
  android_advertising_id: "android_aaid",
  fire_advertising_id: "fire_aid",
  roku_advertising_id: "roku_aid",
};

export function isIdentityType(name: string): name is IdentityType {
  return Object.hasOwn(NAMES, name);
}

export function isDeviceIdentity(type: IdentityType): boolean {
  return NAMES[type].kind === "device";
}
