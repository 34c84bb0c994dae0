import {
  cellKeys,
  definedWeightings,
  nullModel,
  pairCells,
  pairLayers,
  pairNulls,
  VERDICTS,
  type CellKey,
  type MaskNulls,
  type NullModel,
  type SeedMeasures,
  type SimilarityFile,
  type SimilarityRun,
} from '@metasparse/affinity';
import { nestedDraws } from '../bootstrap/nested-draws.js';
import { convergenceRows } from './convergence-rows.js';
import { directedRows } from './directed-rows.js';
import { orderRows } from './order-rows.js';
import { rowJudgements } from './row-judgements.js';
import type { CellTable, SeedJudging } from './seed-judging.js';

export interface JudgeSettings {
  readonly confidence: number;
  /** Of the bootstrap. */
  readonly draws: number;
  /** Of permutations, where they are too many to list. */
  readonly permutations: number;
  readonly salt: number;
  readonly blockBatches: number;
}

export interface Judged {
  readonly run: SimilarityRun;
  /** One per seed. */
  readonly seeds: readonly SeedJudging[];
  /** otherNets[seed][pair][cell]: the pair's tasks on the networks of two seeds; null with one seed. */
  readonly otherNets: readonly CellTable[] | null;
}

/** Numbers of one run, unpacked for every part of the judging. */
export interface JudgedCells {
  readonly keys: readonly CellKey[];
  readonly pairs: readonly (readonly [number, number])[];
  /** [seed][pair][cell] */
  readonly values: readonly CellTable[];
  readonly chance: readonly CellTable[];
}

/**
 * The file with what is needed to judge each row: intervals, nulls, ceilings, verdicts, how sure the order of the pairs is. The same
 * input and salt give the same bits. docs/evidence-method.md has the formulas.
 * @throws RangeError where lists do not fit together.
 */
export function judgeSimilarity(
  file: SimilarityFile,
  judged: Judged,
  settings: JudgeSettings,
): SimilarityFile {
  const { run, seeds } = judged;
  const [first] = run.measures;
  if (first === undefined || seeds.length !== run.measures.length)
    throw new RangeError(`${seeds.length} judged seeds for ${run.measures.length} measured ones`);
  if (first.pairs.length === 0) return file;
  const { cells, masks, model } = unpacked(run, first);
  const draws = nestedDraws(
    seeds.map(({ resamples }) => resamples.length),
    settings.draws,
    settings.salt,
  );
  const judgements = rowJudgements({ ...judged, cells, masks, draws }, settings);
  const rows = file.rows.map((row, i) => ({
    ...row,
    ...(judgements[i] === undefined ? {} : { judged: judgements[i] }),
  }));
  return {
    ...file,
    rows,
    judging: {
      confidence: settings.confidence,
      draws: settings.draws,
      blocks: seeds[0]?.blocks ?? 0,
      blockBatches: settings.blockBatches,
      resamples: seeds.map(({ resamples }) => resamples.length),
      halfBatches: seeds.every(({ halves }) => halves !== null) ? (seeds[0]?.halves?.batches ?? null) : null,
      cells: cells.keys.length,
      rows: rows.length,
      verdicts: countVerdicts(judgements.map(({ verdict }) => verdict)),
      orders: orderRows(cells, seeds, draws, first.tasks.length, settings),
      directed: directedRows(run, seeds, model, draws, settings.confidence),
      convergence: convergenceRows(cells.keys, first.pairs, first.tasks, seeds),
    },
  };
}

/** Every cell of every pair and seed, and the nulls of the masks. */
function unpacked(
  run: SimilarityRun,
  first: SeedMeasures,
): { readonly cells: JudgedCells; readonly masks: MaskNulls[][]; readonly model: NullModel } {
  const weightings = definedWeightings(pairLayers(first, 0, 0), run.compat);
  const model = nullModel(run.batches);
  const tables = run.measures.map((measures) =>
    first.pairs.map((_, p) => pairCells(measures, p, run.compat, weightings, model)),
  );
  const cells: JudgedCells = {
    keys: cellKeys(weightings, run.sparsities),
    pairs: first.pairs,
    values: tables.map((table) => table.map(({ values }) => values)),
    chance: tables.map((table) => table.map(({ chance }) => chance)),
  };
  const masks = run.measures.map((measures) =>
    first.pairs.map((_, p) => pairNulls(measures, p, run.compat, weightings)),
  );
  return { cells, masks, model };
}

type Counts = NonNullable<SimilarityFile['judging']>['verdicts'];

function countVerdicts(verdicts: readonly (typeof VERDICTS)[number][]): Counts {
  const counts = VERDICTS.map((verdict) => [verdict, verdicts.filter((one) => one === verdict).length]);
  return Object.fromEntries(counts) as Counts;
}
