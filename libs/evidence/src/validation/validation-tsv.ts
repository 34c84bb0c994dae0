import { STATISTICS } from '../rank/statistics.js';
import { ARRANGEMENTS, type ValidationFile } from './validation-file.js';

const COLUMNS = [
  ...['gains', 'metric', 'weighting', 'sparsity', 'statistic', 'points', 'value', 'low', 'high'],
  ...ARRANGEMENTS.flatMap((kind) => [`p_${kind}`, `p_${kind}_corrected`]),
];

/** One line a kind of gains, configuration and statistic; nothing stands where there is no number. */
export function validationTsv({ analyses }: ValidationFile): string {
  const lines = analyses.flatMap(({ gains, points, rows }) =>
    rows.flatMap(({ metric, weighting, sparsity, statistics }) =>
      STATISTICS.map((name) => {
        const { value, interval, p } = statistics[name];
        const numbers = [value, ...(interval ?? [null, null])];
        const ps = ARRANGEMENTS.flatMap((kind) => [p[kind]?.p, p[kind]?.corrected]);
        const cells = [...numbers, ...ps].map((cell) => cell ?? '');
        return [gains, metric, weighting, sparsity, name, points.length, ...cells];
      }),
    ),
  );
  return [COLUMNS, ...lines].map((line) => `${line.join('\t')}\n`).join('');
}
