import { METRICS, type SimilarityFile, type SimilarityRow } from '@metasparse/affinity';
import type { FinishedRun } from '@metasparse/steps';
import { duration, size, table } from '../console/format.js';

/** Prints the answer as a table: a row a pair, the four metrics under equal weights, mean over the sparsities. */
export function printAnswer({ similarity, run }: FinishedRun, out: string, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ event: 'finished', out })}\n`);
    return;
  }
  const seconds = duration(run.times.seconds);
  process.stdout.write(
    `\n${answerTable(similarity)}\n\n` +
      `mean over ${similarity.seeds.length} seed(s) +- standard deviation, all layers equal, mean over sparsities ` +
      `${similarity.sparsities.join(', ')} %;\nin brackets: what unrelated tasks would score with ${similarity.batches} batches\n\n` +
      `${seconds}, peak ${size(run.peakMemoryBytes)} per worker; open ${out}/report.html\n`,
  );
}

export function answerTable(similarity: SimilarityFile): string {
  const pairs = [...new Set(similarity.rows.map(({ pair }) => pair.join(' / ')))];
  const cell = (pair: string, metric: string): string => {
    const row = similarity.rows.find(
      (r) =>
        r.pair.join(' / ') === pair &&
        r.metric === metric &&
        r.weighting === 'equal' &&
        r.sparsity === 'mean',
    );
    return row === undefined ? '' : show(row);
  };
  const rows = pairs.map((pair) => [pair, ...METRICS.map((metric) => cell(pair, metric))]);
  return table([['pair', ...METRICS], ...rows]);
}

function show({ value, std, chance }: SimilarityRow): string {
  if (value === null) return 'NaN';
  const spread = std === null ? '' : ` +- ${std.toFixed(3)}`;
  const level = chance === null ? '' : ` (${chance.toFixed(3)})`;
  return `${value.toFixed(3)}${spread}${level}`;
}
