import type { TrainSummary } from '@metasparse/report';
import { duration, size, table } from '../console/format.js';

/** Prints first, last and best losses of a finished run, what it took and where it is. */
export function printSummary(summary: TrainSummary, out: string, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ event: 'finished', out, summary })}\n`);
    return;
  }
  const { sparsity, cost } = summary;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  process.stdout.write(
    `${lossTable(summary)}\n\n` +
      `zeros: ${percent(sparsity.backbone)} of the backbone, ${percent(sparsity.net)} of the net\n` +
      `${duration(cost.seconds)}, ${cost.imagesPerSecond.toFixed(1)} images/s, peak ${size(cost.peakRssBytes)}\n` +
      `results: ${out}\n`,
  );
}

function lossTable({ tasks, train, test }: TrainSummary): string {
  const rows = (
    [
      ['train', train],
      ['test', test],
    ] as const
  ).flatMap(([name, losses]) =>
    (['first', 'last', 'best'] as const).flatMap((place) => {
      const point = losses[place];
      if (point === null) return [];
      const cells = tasks.map((task) => point.losses[task]?.toFixed(4) ?? '-');
      return [[`${name}, ${place}`, String(point.iteration), ...cells, point.total.toFixed(4)]];
    }),
  );
  return table([['loss', 'iteration', ...tasks, 'total'], ...rows]);
}
