import { z } from 'zod';
import { DATASETS, TASKS } from '@metasparse/scenenet';

/** A whole number from `least` to `most`. */
export const whole = (least: number, most: number): z.ZodType<number> => {
  const error = `use a whole number from ${least} to ${most}`;
  return z.preprocess(
    toNumber,
    z.number({ error }).int({ error }).min(least, { error }).max(most, { error }),
  );
};

/** A number above `least` and below `most`, or up to it; fractions such as 1/8 count. */
export const between = (least: number, most: number, includesMost: boolean): z.ZodType<number> => {
  const error = `use a number above ${least} and ${includesMost ? 'up to' : 'below'} ${most}`;
  const above = z.number({ error }).gt(least, { error });
  return z.preprocess(toNumber, includesMost ? above.max(most, { error }) : above.lt(most, { error }));
};

export const oneOf = <const T extends readonly [string, ...string[]]>(names: T): z.ZodType<T[number]> =>
  z.enum(names, { error: `use ${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}` });

/** A number, or a fraction such as 1/8. */
function toNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  const [, top, bottom] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(value) ?? [];
  return top === undefined ? Number(value) : Number(top) / Number(bottom);
}

export function toList(value: unknown): unknown {
  if (typeof value === 'number') return [value];
  return typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value;
}

const toSwitch = (value: unknown): unknown => (value === 'on' ? true : value === 'off' ? false : value);

const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;

/** Text that is not empty. */
export const text = z.string({ error: 'use text' }).min(1, { error: 'must not be empty' });
/** A list, in text separated by commas, that names nothing twice. */
export const listOf = <T>(entry: z.ZodType<T>, what: string, most: number): z.ZodType<T[]> => {
  const error = `use a comma-separated list of 1 to ${most} ${what}`;
  const list = z.array(entry, { error }).min(1, { error }).max(most, { error });
  return z.preprocess(toList, list.refine(unique, { error: 'names one of them twice' }));
};

export const onOff: z.ZodType<boolean> = z.preprocess(toSwitch, z.boolean({ error: 'use on or off' }));

export const dataset = oneOf(DATASETS);

export const tasks = listOf(oneOf(TASKS), 'tasks', TASKS.length);

/** `seg=1,sn=20`, or a mapping in YAML; the run knows which names are its tasks. */
export const lambdas = z.preprocess(
  (value: unknown): unknown =>
    typeof value === 'string' && value.includes('=')
      ? Object.fromEntries(value.split(',').map((entry) => entry.split('=').map((part) => part.trim())))
      : value,
  z.record(z.string(), between(0, 1e6, true), { error: 'use a list such as seg=1,sn=20' }),
);
