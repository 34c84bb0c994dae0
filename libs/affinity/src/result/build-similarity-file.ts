import { nullModel } from '../chance/null-model.js';
import { pairLayers } from '../metrics/pair-layer.js';
import { keptRows } from './kept-rows.js';
import { emptyLayerNotes, missingWeightingNotes } from './notes.js';
import { definedWeightings, pairTable } from './pair-table.js';
import type { SimilarityFile } from './similarity-file.js';
import { type PairTables, pairLayerRows, pairRows } from './similarity-rows.js';
import { checkedRun, type SimilarityRun } from './similarity-run.js';

/**
 * The whole answer of a run from its seeds' measures: a row per pair, metric, weighting and sparsity and their mean,
 * per-layer values, chance levels at the run's own kept fractions and number of batches, kept weights, and notes on
 * what a reader has to know. In compat reference at a width where the published sparsity weights fail, their rows are
 * left out and a note says so.
 * @throws RangeError where seeds, sparsities and measures do not fit together.
 */
export function buildSimilarityFile(run: SimilarityRun): SimilarityFile {
  const first = checkedRun(run);
  const { compat, sparsities, measures } = run;
  const model = nullModel(run.batches);
  const weightings = first.pairs.length === 0 ? [] : definedWeightings(pairLayers(first, 0, 0), compat);
  const pairs = first.pairs.map(([a, b], p) => {
    const pair = [first.tasks[a] ?? '', first.tasks[b] ?? ''] as const;
    const tables: PairTables = measures.map((seed) =>
      sparsities.map((_, k) => pairTable(pairLayers(seed, p, k), compat, weightings, model)),
    );
    return { pair, tables };
  });
  return {
    schema: 'metasparse.similarity/v1',
    dataset: run.dataset,
    tasks: first.tasks,
    compat,
    sparsities,
    seeds: run.seeds,
    batches: run.batches,
    batchSize: run.batchSize,
    layers: first.layers.map(({ name, weights }) => ({ name, weights })),
    rows: pairs.flatMap(({ pair, tables }) => pairRows(pair, tables, sparsities, weightings)),
    layerRows: pairs.flatMap(({ pair, tables }) => pairLayerRows(pair, tables, sparsities)),
    kept: keptRows(measures, sparsities),
    notes: [
      ...(pairs.length === 0 ? [] : missingWeightingNotes(weightings)),
      ...pairs.flatMap(({ pair, tables }) => emptyLayerNotes(pair, tables, sparsities, compat)),
    ],
  };
}
