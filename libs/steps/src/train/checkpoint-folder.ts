import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, InvalidDataError } from '@metasparse/contracts';
import type { NetPlan } from '@metasparse/scenenet';
import type { Trainer } from '@metasparse/training';
import { EMPTY_MARK, LineLog } from './line-log.js';
import {
  openTrainingCheckpoint,
  writeTrainingCheckpoint,
  type TrainingProgress,
} from './training-checkpoint.js';

export const CHECKPOINTS = 'checkpoints';
const NAME = /^iteration-(\d{6,})\.safetensors$/;

/** Where a run goes on. */
export interface GoneOn {
  readonly progress: TrainingProgress;
  /** metrics.jsonl as it was at the checkpoint. */
  readonly metrics: LineLog;
  /** Checkpoints that could not be used, and why. */
  readonly notes: readonly string[];
}

export function checkpointName(iteration: number): string {
  return `${CHECKPOINTS}/iteration-${String(iteration).padStart(6, '0')}.safetensors`;
}

/** The checkpoints of the run `run` below its folder. */
export class CheckpointFolder {
  readonly #folder: string;
  readonly #run: string;
  readonly #keep: number;

  constructor(folder: string, run: string, keep: number) {
    this.#folder = folder;
    this.#run = run;
    this.#keep = keep;
  }

  /** Names below the run's folder, oldest first. */
  get names(): string[] {
    const folder = join(this.#folder, CHECKPOINTS);
    const iterations = (existsSync(folder) ? readdirSync(folder) : []).flatMap(
      (name) => NAME.exec(name)?.[1] ?? [],
    );
    return iterations
      .map(Number)
      .sort((a, b) => a - b)
      .map(checkpointName);
  }

  /** Writes one, then removes what is more than the last ones asked for. */
  async write(trainer: Trainer, progress: TrainingProgress): Promise<string> {
    const name = checkpointName(progress.counters.iteration);
    await writeTrainingCheckpoint(join(this.#folder, name), this.#run, trainer, progress);
    for (const old of this.names.slice(0, -this.#keep)) rmSync(join(this.#folder, old), { force: true });
    return name;
  }

  /**
   * Loads the newest checkpoint that is whole and whose metrics are there; null where there is none at all. Throws
   * InvalidDataError where there are some and none can be used.
   */
  goOn(plan: NetPlan, trainer: Trainer, metrics: string): GoneOn | null {
    const notes: string[] = [];
    for (const name of this.names.reverse()) {
      const loaded = this.#load(name, plan, trainer, metrics);
      if (typeof loaded !== 'string') return { ...loaded, notes };
      notes.push(loaded);
    }
    if (notes.length === 0) return null;
    throw new InvalidDataError(
      `no checkpoint of this run can be used: ${notes.join('; ')}; remove the folder ${CHECKPOINTS} to begin again`,
      { file: join(this.#folder, CHECKPOINTS), field: 'resume' },
    );
  }

  /** What was loaded, or why it was not. */
  #load(name: string, plan: NetPlan, trainer: Trainer, metricsPath: string): Omit<GoneOn, 'notes'> | string {
    try {
      const checkpoint = openTrainingCheckpoint(join(this.#folder, name), this.#run, plan);
      try {
        const metrics = LineLog.goOn(metricsPath, checkpoint.progress.metrics);
        if (metrics === null) return `${metricsPath}: is not what it was when ${name} was written`;
        checkpoint.load(trainer);
        return { progress: checkpoint.progress, metrics };
      } finally {
        checkpoint.close();
      }
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }
}

/** Nothing done yet. */
export function firstProgress(): TrainingProgress {
  return { counters: { iteration: 0, adamSteps: 0 }, tests: 0, best: null, metrics: EMPTY_MARK };
}
