import type { BenchReport } from '../result/report.js';
import { analysisLine, helpLine, workersLines } from '../result/row-lines.js';
import { measureAnalysis } from '../rows/analysis-time.js';
import { measureHelp } from '../rows/help-time.js';
import { measureWorkers } from '../rows/workers.js';
import type { BenchOptions } from './options.js';
import type { Console } from './run-benchmark.js';

type Rows = Pick<BenchReport, 'workers' | 'analysis' | 'help'>;

/** The rows that were asked for, printed one by one. */
export async function measureRows(
  options: BenchOptions,
  signal: AbortSignal,
  { print, say }: Console,
): Promise<Rows> {
  const { rows, rounds, batches, ours: script } = options;
  let found: Rows = {};
  if (rows.includes('workers')) {
    say('two workers of one thread against one of two');
    const workers = await measureWorkers({
      load: { config: 'nyuv2', unit: 'batch', batches },
      rounds,
      script,
      signal,
    });
    ['', ...workersLines(workers)].forEach(print);
    found = { ...found, workers };
  }
  if (rows.includes('analysis')) {
    say('the analysis at full width');
    const analysis = await measureAnalysis(signal);
    print(`\n${analysisLine(analysis)}`);
    found = { ...found, analysis };
  }
  if (rows.includes('help')) {
    const help = await measureHelp(signal);
    print(`\n${helpLine(help)}`);
    found = { ...found, help };
  }
  return found;
}
