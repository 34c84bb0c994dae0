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
      `${judgement(similarity)}${seconds}, peak ${size(run.peakMemoryBytes)} per worker; open ${out}/report.html\n`,
  );
}

/** Whether it is real, in a few lines. */
export function judgement({ judging, seeds, batches }: SimilarityFile): string {
  if (judging === undefined) return '';
  const verdicts = Object.entries(judging.verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const until = judging.until === undefined ? '' : `${untilText(judging.until, seeds.length, batches)}\n`;
  return `of ${judging.rows} numbers looked at: ${verdicts.join(', ')}\n${until}\n`;
}

type Until = NonNullable<NonNullable<SimilarityFile['judging']>['until']>;

function untilText({ confidence, settled, rounds }: Until, seeds: number, batches: number): string {
  const first = (rounds[0]?.seeds ?? 0) * (rounds[0]?.batches ?? 0);
  const probability = (rounds.at(-1)?.probability ?? 0).toFixed(3);
  return (
    `the order of the pairs ${settled ? 'is settled' : 'is not settled and the limits are reached'}: probability ${probability}, ` +
    `${confidence} was asked for; ${rounds.length} round(s), ${seeds} seeds x ${batches} batches, ` +
    `${seeds * batches} batches instead of ${first}`
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
