import { InvalidArgumentError } from '@metasparse/contracts';

/** A whole number from `least` to `most`, both included; anything else is refused with the flag's name. */
export function parseWhole(field: string, text: string, least: number, most: number): number {
  const value = /^\s*\d+\s*$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  const bound = `a whole number from ${least} to ${most}`;
  throw new InvalidArgumentError(`--${field} is ${JSON.stringify(text)}; use ${bound}`, {
    field,
    value: text,
    bound,
  });
}
