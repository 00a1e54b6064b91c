/** The value below which the share `p` (0 to 1) of the values lies; NaN without any. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** A whole number with thousands separated. */
export const whole = (value: number) => Math.round(value).toLocaleString("en");
export const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
