const grouped = new Intl.NumberFormat("en-US");

/** "1,234,567". */
export function formatCount(count: number): string {
  return grouped.format(count);
}

/** "1 batch", "2 batches". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "0 %", "under 1 %", "12 %". */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return "0 %";
  const percent = (part / whole) * 100;
  return percent < 1 ? "under 1 %" : `${Math.round(percent)} %`;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** "812 bytes", "1.5 kB", "23 MB" (1 kB = 1,000 bytes). */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit++;
  }
  const text = unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, "");
  return `${text} ${unit === 0 && bytes === 1 ? "byte" : UNITS[unit]}`;
}
