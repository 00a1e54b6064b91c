const OID = { boolean: 16, bytea: 17, bigint: 20, smallint: 21, int: 23, text: 25 } as const;

/** What a value of each type is made of. Bigints: decimal strings, bigints or whole numbers (epoch ms). */
type Values = {
  boolean: boolean;
  bytea: Uint8Array;
  bigint: string | number | bigint;
  smallint: number;
  int: number;
  text: string;
};
type Type = keyof Values;

/** A column of the rows that a statement takes: its type in SQL, and its value in a row. */
export type Column<Row> = { [T in Type]: readonly [type: T, of: (row: Row, index: number) => Values[T] | null] }[Type];

const HEADER_BYTES = 20;
const EMPTY_BYTES = 12;
const SCRATCH_BYTES = 64 * 1024;
/** A larger one is not kept for the next array. */
const KEPT_BYTES = 4 * 1024 * 1024;

/** Where an array is put together before it is copied out: its size is known only then. */
let scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
let view = new DataView(scratch.buffer);

function reserve(bytes: number, used: number): void {
  if (bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * scratch.length));
  scratch.copy(larger, 0, 0, used);
  scratch = larger;
  view = new DataView(scratch.buffer);
}

function renew(): void {
  scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  view = new DataView(scratch.buffer);
}

type Put<Value> = {
  /** No element takes more, bytes. */
  most(value: Value): number;
  /** Writes the element into the scratch and tells its size in bytes. */
  put(value: Value, offset: number): number;
};

const PUTS: { readonly [T in Type]: Put<Values[T]> } = {
  text: {
    most: (value) => 3 * value.length,
    put: (value, offset) => scratch.write(value, offset),
  },
  bytea: {
    most: (value) => value.byteLength,
    put(value, offset) {
      scratch.set(value, offset);
      return value.byteLength;
    },
  },
  bigint: {
    most: () => 8,
    put(value, offset) {
      if (typeof value === "number") {
        if (!Number.isSafeInteger(value)) throw new RangeError("The number is no whole one within 2^53.");
        // Epoch milliseconds are many, and a BigInt costs more than two halves.
        view.setInt32(offset, Math.floor(value / 2 ** 32));
        view.setUint32(offset + 4, value);
      } else {
        const whole = BigInt(value);
        if (BigInt.asIntN(64, whole) !== whole) throw new RangeError("The number is no 64-bit integer.");
        view.setBigInt64(offset, whole);
      }
      return 8;
    },
  },
  int: {
    most: () => 4,
    put(value, offset) {
      if (value !== (value | 0)) throw new RangeError("The number is no 32-bit integer.");
      view.setInt32(offset, value);
      return 4;
    },
  },
  smallint: {
    most: () => 2,
    put(value, offset) {
      if (value !== (value << 16) >> 16) throw new RangeError("The number is no 16-bit integer.");
      view.setInt16(offset, value);
      return 2;
    },
  },
  boolean: {
    most: () => 1,
    put(value, offset) {
      view.setUint8(offset, value ? 1 : 0);
      return 1;
    },
  },
};

/**
 * A column of rows as one PostgreSQL array in its binary form. `pg` sends a Buffer as a binary parameter, so a
 * statement's `$1::text[]` takes it without quoting or parsing: an eighth less CPU for a call, measured.
 * Throws RangeError for a number that the type does not hold.
 */
export function encodeColumn<Row>([type, of]: Column<Row>, rows: readonly Row[]): Buffer {
  // The pair says which; TypeScript can't follow a type from one of its halves to the other.
  return encode(type, of, PUTS[type] as Put<Values[Type]>, rows);
}

/** Values as one array in its binary form. */
export function encodeArray<T extends Type>(type: T, values: readonly (Values[T] | null)[]): Buffer {
  return encode(type, (value) => value, PUTS[type], values);
}

function encode<Row, Value>(
  type: Type,
  of: (row: Row, index: number) => Value | null,
  { most, put }: Put<Value>,
  rows: readonly Row[],
): Buffer {
  let end = HEADER_BYTES;
  let nulls = 0;
  for (const [index, row] of rows.entries()) {
    const value = of(row, index);
    const start = end + 4;
    if (value === null) {
      nulls = 1;
      reserve(start, end);
      view.setInt32(end, -1);
      end = start;
      continue;
    }
    reserve(start + most(value), end);
    const bytes = put(value, start);
    view.setInt32(end, bytes);
    end = start + bytes;
  }
  const dimensions = rows.length === 0 ? 0 : 1;
  view.setInt32(0, dimensions);
  view.setInt32(4, nulls);
  view.setInt32(8, OID[type]);
  view.setInt32(12, rows.length);
  view.setInt32(16, 1);
  const bytes = dimensions === 0 ? EMPTY_BYTES : end;
  const array = Buffer.allocUnsafe(bytes);
  scratch.copy(array, 0, 0, bytes);
  if (scratch.length > KEPT_BYTES) renew();
  return array;
}
