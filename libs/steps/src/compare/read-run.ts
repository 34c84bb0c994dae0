import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DomainError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { evaluationPart } from './evaluation-part.js';
import { prunePart } from './prune-part.js';
import type { ComparedRun, RunPart, Settings } from './run-result.js';
import { similarityPart } from './similarity-part.js';
import { trainPart } from './train-part.js';

/** In the order in which a net goes through them. */
const PARTS = [similarityPart, prunePart, trainPart, evaluationPart];
/** A net's training, its pruning, the training before that. */
const LONGEST_DESCENT = 8;

/**
 * Reads whatever results a folder holds: of a similarity run, a pruning, a training, an evaluation, or several. Where
 * a net was trained or evaluated whose own folder is still there, the settings that made it are added.
 * @throws NotFoundError where there is no result, InvalidDataError where one cannot be read.
 */
export function readRun(folder: string): ComparedRun {
  const parts = partsOf(folder);
  const [first] = parts;
  if (first === undefined)
    throw new NotFoundError(
      `${folder}: holds no result of metasparse (run.json with similarity.json, prune.json, train.json, ` +
        'metrics.json); give the folder of a finished run',
      { file: folder },
    );
  const other = parts.find(({ dataset }) => dataset !== first.dataset);
  if (other !== undefined)
    throw new InvalidDataError(
      `${folder}: its ${first.kind} is of ${first.dataset}, its ${other.kind} of ${other.dataset}; keep them apart`,
      { file: folder, field: 'dataset', value: other.dataset, bound: first.dataset },
    );
  const line = [...parts, ...ancestors(folder, parts)];
  return {
    folder,
    kinds: parts.map(({ kind }) => kind),
    dataset: first.dataset,
    tasks: line.find(({ kind }) => kind !== 'evaluate')?.tasks ?? first.tasks,
    settings: joined(line.map(({ settings }) => settings)),
    seeds: line.find(({ seeds }) => seeds.length > 0)?.seeds ?? [],
    results: Object.assign({}, ...parts.map(({ results }) => results)) as ComparedRun['results'],
  };
}

function partsOf(folder: string): RunPart[] {
  return PARTS.map((read) => read(folder)).filter((part) => part !== null);
}

/** The runs that made the net, nearest first; ends where a net's folder is not found. */
function ancestors(folder: string, parts: readonly RunPart[]): RunPart[] {
  const line: RunPart[] = [];
  let [place, nearest] = [folder, parts];
  while (line.length < LONGEST_DESCENT) {
    const from = nearest.find((part) => part.from !== null)?.from ?? null;
    const next = from === null ? null : makerOf(from, place);
    if (next === null || resolve(next) === resolve(place)) return line;
    place = next;
    nearest = partsOf(place);
    if (nearest.length === 0) return line;
    line.push(...nearest);
  }
  return line;
}

/** The folder of the run that made a net: the one in its path, or one within or beside this that wrote its bytes. */
function makerOf({ file, sha256 }: NonNullable<RunPart['from']>, folder: string): string | null {
  if (dirname(file) !== '.') return folderOfPath(file, folder);
  if (sha256 === undefined) return null;
  const near = [folder, dirname(resolve(folder))].flatMap(foldersIn);
  return near.find((path) => hasMade(path, sha256)) ?? null;
}

/** A neighbour that cannot be read is none of this run's. */
function hasMade(folder: string, sha256: string): boolean {
  try {
    return partsOf(folder).some(({ made }) => made.includes(sha256));
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** A path that was written relative to the folder the command ran in: this one, or one above the result. */
function folderOfPath(file: string, folder: string): string | null {
  const places = [resolve('.'), resolve(folder)];
  for (let place = resolve(folder); dirname(place) !== place; place = dirname(place))
    places.push(dirname(place));
  return places.map((place) => dirname(resolve(place, file))).find((path) => existsSync(path)) ?? null;
}

/** A name that is taken, as when a net was trained twice, gets `from.` before it. */
function joined(all: readonly Settings[]): Settings {
  const settings: Record<string, Settings[string]> = {};
  for (const one of all)
    for (const [name, value] of Object.entries(one)) {
      let free = name;
      while (Object.hasOwn(settings, free)) free = `from.${free}`;
      settings[free] = value;
    }
  return settings;
}
