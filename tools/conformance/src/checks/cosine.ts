import { dropRate } from '@metasparse/training';
import type { Check, CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';

type Values = Readonly<Record<string, number>>;
type Golden = Readonly<Record<string, { readonly after_n_steps: Values; readonly closed_form: Values }>>;

/** The original multiplies step by step; the closed form differs from that by rounding. */
const ROUNDING = 1e-14;

/** Drop rate of dynamic sparse training: rate 0.5 (1 + cos(pi t / END)), 0 from END on. */
export const cosineChecks: readonly Check[] = [
  { file: 'cosine.json', name: 'drop rate', run: (shared) => Promise.resolve(runCosine(shared)) },
];

function runCosine(shared: string): readonly CheckResult[] {
  const rates = new Comparison('cosine drop rate', ROUNDING);
  for (const [name, golden] of Object.entries(readGolden<Golden>(shared, 'cosine.json'))) {
    const parsed = /^rate([\d.]+)_T(\d+)$/.exec(name);
    const schedule = { dropRate: Number(parsed?.[1]), end: Number(parsed?.[2]), interval: 1 };
    for (const [form, values] of Object.entries(golden))
      for (const [iteration, value] of Object.entries(values))
        rates.add(`${name} ${form} ${iteration}`, dropRate(schedule, Number(iteration)), value);
  }
  return [rates.result()];
}
