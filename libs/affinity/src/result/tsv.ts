import type { SimilarityFile, SimilarityRow } from './similarity-file.js';

/**
 * Every row of the file as tab-separated values under one header line: full precision, `nan` where a value is not a
 * number, nothing where there is no value (no spread with one seed, no chance level for epi). The judgement, where there is one,
 * stands at the end.
 */
export function similarityTsv(file: SimilarityFile): string {
  const seeds = file.seeds.map((seed) => `seed_${seed}`);
  const header = ['task_a', 'task_b', 'metric', 'weighting', 'sparsity', 'value', 'std', 'chance', ...seeds];
  const judged = file.judging === undefined ? [] : JUDGED;
  const lines = file.rows.map((row) => [
    ...row.pair,
    row.metric,
    row.weighting,
    row.sparsity,
    row.value ?? 'nan',
    row.std ?? '',
    row.chance ?? '',
    ...row.seedValues.map((value) => value ?? 'nan'),
    ...(file.judging === undefined ? [] : judgedCells(row)),
  ]);
  return [[...header, ...judged], ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}

const JUDGED = [
  'low',
  'high',
  'null',
  'verdict',
  'half_value',
  'half_chance',
  'ceiling',
  'corrected',
  'corrected_low',
  'corrected_high',
  'shuffled',
  'random',
  'other_nets',
  'p',
  'p_corrected',
] as const;

function judgedCells({ judged }: SimilarityRow): (string | number)[] {
  const { halves, nulls } = judged ?? {};
  const cells = [
    judged?.interval?.[0],
    judged?.interval?.[1],
    judged?.null,
    judged?.verdict,
    halves?.value,
    halves?.chance,
    halves?.ceiling,
    halves?.corrected,
    halves?.correctedInterval?.[0],
    halves?.correctedInterval?.[1],
    nulls?.shuffled,
    nulls?.random,
    nulls?.otherNets,
    judged?.p,
    judged?.pCorrected,
  ];
  return cells.map((cell) => cell ?? '');
}
