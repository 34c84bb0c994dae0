import { align } from './result/table.js';
import { timedAnalysis } from './run/timed-analysis.js';
import { randomScores } from './subjects/random-scores.js';

const SEEDS = 4;

const { seeds, table, rows } = timedAnalysis(randomScores(['seg', 'sn', 'depth']), SEEDS);
const peakRssBytes = process.resourceUsage().maxRSS * 1024;
const perSeed = seeds.map(({ seed, thresholds, masks, measures }) => ({
  name: `seed ${seed}`,
  parts: [thresholds, masks, measures],
}));
const total = perSeed.reduce((sum, { parts }) => sum + parts.reduce((a, b) => a + b, 0), table);

const lines = align([
  ['seconds', 'thresholds', 'masks', 'measures', 'all'],
  ...perSeed.map(({ name, parts }) => [name, ...[...parts, parts.reduce((a, b) => a + b, 0)].map(seconds)]),
  [`${rows} rows`, '', '', '', seconds(table)],
  ['total', '', '', '', seconds(total)],
]);
process.stdout.write(
  `${lines.join('\n')}\npeak resident memory ${(peakRssBytes / 2 ** 30).toFixed(2)} GiB\n`,
);
process.stdout.write(`${JSON.stringify({ secondsPerBatch: [total], peakRssBytes })}\n`);

function seconds(value: number): string {
  return value.toFixed(2);
}
