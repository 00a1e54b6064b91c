import { type Field, type FieldsOf, integer, number, object, oneOf, text } from "./field";

const table = {
  latitude: number,
  longitude: number,
  accuracy: number,
  country_code: text,
  region_code: text,
  city_name: text,
  postal_code: text,
  dma_code: integer,
  location_source: oneOf("unknown", "ip_lookup", "lat_long"),
};
export type Location = FieldsOf<typeof table>;

const fields = object(table, "Location");

/** Where something happened; coordinates that are not on Earth leave, with a warning. */
export const location: Field<Location> = {
  read(value, warnings, name) {
    const read = fields.read(value, warnings, name);
    if (!read) return undefined;
    const { latitude, longitude, ...others } = read;
    if (latitude === undefined && longitude === undefined) return read;
    if (isOnEarth(read)) return read;
    warnings.add("location_invalid");
    return others;
  },
  schema: fields.schema,
};

/** True when the location has usable coordinates. */
export function isOnEarth({ latitude, longitude }: Location): boolean {
  return latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}
