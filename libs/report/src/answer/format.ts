import { isNumber } from './row-index.js';

/** What stands where a number is missing. */
export const MISSING = '–';

/** Three decimals, as the published tables; a dash where there is no number. */
export function fixed(value: number | null | undefined, decimals = 3): string {
  return isNumber(value) ? value.toFixed(decimals) : MISSING;
}

/** With its sign, a true minus: `+0.031`, `−0.004`. */
export function signed(value: number | null | undefined): string {
  if (!isNumber(value)) {
    return MISSING;
  }
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

/** Thousands set apart by a thin space: `1 234 567`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** `36 %`, `4.5 %`, `0.08 %`: two digits that mean something. */
export function percent(fraction: number): string {
  const value = fraction * 100;
  const decimals = value === 0 || value >= 9.95 ? 0 : value >= 0.95 ? 1 : 2;
  return `${value.toFixed(decimals)} %`;
}

/** `812 KiB`, `3.4 GiB`. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
  const value = count / 1024 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power] ?? 'B'}`;
}

/** `12.3 s`, `4 min 05 s`, `2 h 07 min`. */
export function duration(seconds: number): string {
  if (seconds < 59.95) {
    return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  }
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const padded = (n: number) => String(n).padStart(2, '0');
  return hours > 0
    ? `${String(hours)} h ${padded(minutes)} min`
    : `${String(minutes)} min ${padded(whole % 60)} s`;
}
