import { lookaheadAffinity } from '../gradient/lookahead.js';
import { BatchMean, diagonal } from './batch-mean.js';
import type { Collector } from './collector.js';

/** Look-ahead affinities from each task to each, mean over batches; a task's own says whether the step is short enough to help it. */
export function lookaheadCollector(tasks: number): Collector {
  const mean = new BatchMean(tasks);
  return {
    add(measures) {
      mean.add((a, b) =>
        lookaheadAffinity(measures.tasks[b]?.loss ?? null, measures.tasks[a]?.after?.[b] ?? null),
      );
    },
    finish: () => ({ metrics: { tag: mean.values() }, tasks: { tag_self: diagonal(mean.values()) } }),
  };
}
