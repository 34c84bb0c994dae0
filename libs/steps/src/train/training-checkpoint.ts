import { InvalidDataError } from '@metasparse/contracts';
import {
  checkNet,
  openCheckpoint,
  writeCheckpoint,
  type ExtensionTensor,
  type OpenCheckpoint,
} from '@metasparse/interchange';
import type { NetPlan } from '@metasparse/scenenet';
import type { StateEntry, TensorPart, Trainer, TrainingCounters } from '@metasparse/training';
import { CheckpointDigest } from './checkpoint-digest.js';
import type { LogMark } from './line-log.js';
import { finiteValues, trainedState } from './trained-state.js';

/** Everything beside the tensors that a run goes on from. */
export interface TrainingProgress {
  readonly counters: TrainingCounters;
  /** Test losses measured so far, and the lowest that counts. */
  readonly tests: number;
  readonly best: { readonly iteration: number; readonly total: number } | null;
  /** metrics.jsonl up to here. */
  readonly metrics: LogMark;
}

interface Stored extends TrainingProgress {
  readonly version: number;
  /** Key of the run's plan. */
  readonly run: string;
}

/** Rises when an older program could no longer go on from the file. */
const VERSION = 1;
const METADATA = 'training';
const OPTIMISER = 'optimiser/';

/**
 * Writes the whole state of the run `run`, whole or not at all. Throws InvalidDataError where a value is not finite:
 * such a net is not kept.
 */
export async function writeTrainingCheckpoint(
  path: string,
  run: string,
  trainer: Trainer,
  progress: TrainingProgress,
): Promise<void> {
  const stored: Stored = { version: VERSION, run, ...progress };
  const metadata = JSON.stringify(stored);
  const digest = new CheckpointDigest(metadata, trainedState(trainer, 'value'));
  const tensors = [...optimiserTensors(trainer, digest), digest.tensor];
  await writeCheckpoint(path, digest.state, { tensors, metadata: { [METADATA]: metadata } });
}

/** A checkpoint that was read to its end and found whole. */
export interface OpenTrainingCheckpoint {
  readonly progress: TrainingProgress;
  load(trainer: Trainer): void;
  close(): void;
}

/**
 * Opens a checkpoint of the run `run` of the net `plan`. Throws InvalidDataError for one that is damaged, of another
 * run, net or tasks, or of a newer version.
 */
export function openTrainingCheckpoint(path: string, run: string, plan: NetPlan): OpenTrainingCheckpoint {
  const checkpoint = openCheckpoint(path);
  try {
    const metadata = checkpoint.file.header.metadata[METADATA];
    if (metadata === undefined) throw refused(path, 'is a net without the state of a training run');
    const progress = progressOf(path, metadata, run);
    checkNet(path, checkpoint.state, plan);
    CheckpointDigest.verify(path, metadata, checkpoint);
    const load = (trainer: Trainer): void => {
      trainer.loadState(progress.counters, entriesOf(checkpoint));
    };
    return { progress, load, close: checkpoint.close };
  } catch (error) {
    checkpoint.close();
    throw error;
  }
}

function optimiserTensors(trainer: Trainer, digest: CheckpointDigest): ExtensionTensor[] {
  return trainer.statePieces().flatMap((piece) => {
    if (piece.kind === 'mask' || piece.kind === 'value' || piece.kind === 'statistic') return [];
    const name = `${OPTIMISER}${piece.kind}/${piece.name}`;
    const read = (): Float32Array => digest.pass(name, finiteValues(trainer, name, piece.read()));
    return [{ name, dtype: 'F32' as const, shape: piece.shape, read }];
  });
}

function progressOf(path: string, metadata: string, run: string): TrainingProgress {
  const { version, run: written, ...progress } = parse(path, metadata);
  if (version !== VERSION)
    throw refused(path, `has training state of version ${version}, this program reads version ${VERSION}`);
  if (written !== run) throw refused(path, 'belongs to a run with other settings, data or tasks');
  return progress;
}

function parse(path: string, metadata: string): Stored {
  try {
    return JSON.parse(metadata) as Stored;
  } catch {
    throw refused(path, `is damaged: "${METADATA}" in its metadata is not JSON`);
  }
}

/** Statistics last, masks behind the weights they are for. */
function* entriesOf({ file, state }: OpenCheckpoint): Generator<StateEntry> {
  for (const [name, { shape, read }] of state.tensors) {
    const kind = /\.running_(mean|var)$/.test(name) ? 'statistic' : 'value';
    yield { kind, name, shape, values: read() };
  }
  for (const { name, shape } of file.header.tensors) {
    const [, part, tensor] = /^optimiser\/([^/]+)\/(.+)$/.exec(name) ?? [];
    if (part !== undefined && tensor !== undefined)
      yield { kind: part as TensorPart, name: tensor, shape, values: file.float32(name) };
  }
  for (const [name, { shape, read }] of state.masks) yield { kind: 'mask', name, shape, mask: read() };
}

function refused(path: string, what: string): InvalidDataError {
  return new InvalidDataError(`${path}: ${what}`, { file: path });
}
