import { basename, join, resolve } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { InvalidArgumentError } from '@metasparse/contracts';
import {
  analyse,
  type Analysis,
  type AnalysisSettings,
  type GainMeasure,
  type ValidationFile,
} from '@metasparse/evidence';
import { predictionsOf } from './predictions.js';
import { readGains, type ReadGains } from './read-gains.js';
import { readSimilarities, type ReadSimilarities } from './read-similarities.js';
import { truthsOf } from './truths.js';

export interface ValidateRequest {
  /** similarity.json, or the folder that has it. */
  readonly similarity: string;
  /** gains.json, or the folder that has it. */
  readonly cotrain: string;
  readonly measure: GainMeasure;
  readonly confidence: number;
  readonly resamples: number;
  /** Starts the draws. */
  readonly seed: number;
}

/** All arrangements up to 7!, that many drawn beyond. */
const ARRANGEMENTS = { most: 5040, draws: 9_999 };
/** Fewer points have no order to speak of. */
const FEWEST = 3;

/**
 * Compares every configuration of a similarity run with what co-training gave. Nothing is timed or drawn at random: the same files
 * give the same bytes. Throws NotFoundError, InvalidDataError, and InvalidArgumentError where the two have too little in common.
 */
export function validateStep(request: ValidateRequest): ValidationFile {
  const similarity = readSimilarities(fileIn(request.similarity, 'similarity.json'));
  const gains = readGains(fileIn(request.cotrain, 'gains.json'));
  const tasks = gains.tasks.filter((task) => similarity.tasks.includes(task));
  const notes: string[] = [];
  const settings = { ...request, ...ARRANGEMENTS };
  const symmetric = analysisOf(similarity, gains, tasks, false, settings, notes);
  if (symmetric === null) throw tooLittle(request, similarity, gains);
  const directed = analysisOf(similarity, gains, tasks, true, settings, notes);
  const seeds = Math.max(...similarity.rows.map(({ seedValues }) => seedValues.length));
  return {
    schema: 'metasparse.validation/v1',
    similarity: { name: basename(resolve(request.similarity)), dataset: similarity.dataset, seeds },
    cotrain: { name: basename(resolve(request.cotrain)), dataset: gains.dataset, seeds: gains.seeds.length },
    measure: request.measure,
    tasks,
    confidence: request.confidence,
    resamples: request.resamples,
    analyses: directed === null ? [symmetric] : [symmetric, directed],
    notes: [...notes, ...seedNotes(seeds, gains.seeds.length), ...dataNotes(similarity, gains)],
  };
}

type Settings = AnalysisSettings & Pick<ValidateRequest, 'measure'>;

/** null where fewer than three points have a number on both sides. */
function analysisOf(
  similarity: ReadSimilarities,
  gains: ReadGains,
  tasks: readonly string[],
  directed: boolean,
  settings: Settings,
  notes: string[],
): Analysis | null {
  const { pairs, truth, missing } = truthsOf(gains, settings.measure, tasks, directed);
  const { predictions, left } = predictionsOf(similarity, pairs, directed);
  if (pairs.length < FEWEST || predictions.length === 0) return null;
  const kind = directed ? 'directed' : 'symmetric';
  if (missing.length > 0)
    notes.push(
      `${kind}: ${missing.map((pair) => pair.join('+')).join(', ')} without a gain; so only pairs can change places`,
    );
  if (left > 0) notes.push(`${kind}: ${left} configurations without a number for each pair are left out`);
  return analyse({ gains: kind, tasks, pairs, truth, predictions }, settings);
}

function fileIn(path: string, name: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? join(path, name) : path;
}

function seedNotes(similarity: number, gains: number): string[] {
  const few = Math.min(similarity, gains);
  if (few >= 5) return [];
  return [
    `${similarity} seeds of the similarity and ${gains} of the gains are few: the intervals are rough, and rather too narrow`,
  ];
}

function dataNotes({ dataset }: ReadSimilarities, gains: ReadGains): string[] {
  if (gains.dataset === null || gains.dataset === dataset) return [];
  return [`the similarity is of ${dataset}, the gains are of ${gains.dataset}`];
}

function tooLittle(
  { cotrain, measure }: ValidateRequest,
  similarity: ReadSimilarities,
  gains: ReadGains,
): InvalidArgumentError {
  return new InvalidArgumentError(
    `${cotrain}: fewer than ${FEWEST} pairs have a ${measure} gain and a similarity; tasks with gains are ` +
      `${gains.tasks.join(', ')}, with similarities ${similarity.tasks.join(', ')}; give runs of the same tasks`,
    { file: cotrain, field: 'cotrain', bound: `${FEWEST} pairs` },
  );
}
