import { CancelledError } from '@metasparse/contracts';
import { resolveRequest, runSimilarityStep, type SimilarityInput } from '@metasparse/steps';
import { createReporter } from '../console/reporter.js';
import { commandLine } from '../console/shell.js';
import type { SettingFlags } from '../options/parse-settings.js';
import { parseOptions, type SimilarityOptions } from './options.js';
import { printAnswer } from './answer.js';

/** Parses, runs, reports: the command `similarity`. */
export async function runSimilarity(flags: SettingFlags): Promise<void> {
  await executeSimilarity(toInput(parseOptions(flags)), flags.json === true);
}

/** Runs to the end with progress, or stops cleanly on Ctrl-C and says how to go on. */
export async function executeSimilarity(input: SimilarityInput, json: boolean): Promise<void> {
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const reporter = createReporter(json);
  try {
    const resolved = await resolveRequest(input);
    reporter.start(resolved);
    const handlers = { onEvent: reporter.onEvent, signal: stop.signal };
    const outcome = await runSimilarityStep(resolved, commandLine(), handlers);
    reporter.stop();
    printAnswer(outcome, resolved.request.out, json);
  } catch (error) {
    reporter.stop();
    if (error instanceof CancelledError)
      throw new CancelledError(
        `stopped; what is done is kept in ${input.out}: the same command goes on from there:\n  ${commandLine().join(' ')}`,
        { value: stop.signal.reason },
      );
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function untilOf(options: SimilarityOptions): SimilarityInput['until'] {
  if (options.until === undefined) return undefined;
  return {
    confidence: options.confidence,
    maxSeeds: options['max-seeds'] ?? 4 * options.seeds,
    maxBatches: options['max-batches'] ?? 4 * options.batches,
  };
}

function toInput(options: SimilarityOptions): SimilarityInput {
  const first = options['first-seed'];
  return {
    data: options.data,
    out: options.out,
    dataset: options.dataset,
    tasks: options.tasks,
    batches: options.batches,
    batchSize: options['batch-size'],
    seeds: Array.from({ length: options.seeds }, (_, i) => first + i),
    sparsities: options.sparsities,
    crop: options.crop,
    width: options.width,
    split: options.split,
    precision: options.precision,
    dropout: options.dropout,
    keepRatios: options['keep-ratios'],
    compat: options.compat,
    workers: options.workers,
    threads: options.threads,
    blockBatches: options['block-batches'],
    resamples: options.resamples,
    keepBlocks: options['keep-blocks'],
    until: untilOf(options),
  };
}
