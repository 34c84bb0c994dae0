import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '@metasparse/contracts';
import { computeEnvironment } from '@metasparse/steps';
import type { Command } from '../run/child.js';
import type { TorchPlace } from '../torch/install.js';
import type { Benchmark } from './benchmarks.js';
import type { ConfigurationName } from './configurations.js';
import type { Subject } from './subjects.js';

/** What a measured process is asked to do. */
export interface Load {
  readonly config: ConfigurationName;
  /** Name of what is timed once. */
  readonly unit: Benchmark['unit'];
  /** Timed batches, after a warm-up. */
  readonly batches: number;
  /** Threads inside a kernel. */
  readonly threads: number;
}

/** Where the two sides are. */
export interface Programs {
  /** Script of our side. */
  readonly ours: string;
  /** Name of the script of PyTorch's side. */
  readonly torchScript: string;
  /** Absent when no PyTorch subject was asked for. */
  readonly torch: TorchPlace | undefined;
}

/** The process that measures a subject. Throws NotFoundError where its side is not there. */
export function commandOf(subject: Subject, load: Load, programs: Programs): Command {
  return subject.program === 'ours'
    ? oursCommand(load, subject.precision, programs.ours)
    : torchCommand(subject, load, programs);
}

export function oursCommand(load: Load, precision: string, script: string): Command {
  if (!existsSync(script)) {
    throw new NotFoundError(
      `${script} is not there: build it with "npx tsc -b", or name another with --ours.`,
      {
        file: script,
      },
    );
  }
  return {
    file: process.execPath,
    args: [script, ...loadFlags(load), '--precision', precision],
    env: oursEnvironment(load.threads),
  };
}

/** As the product starts its compute processes. */
export function oursEnvironment(threads: number): Readonly<Record<string, string>> {
  const environment = computeEnvironment({ threads, device: 'cpu' });
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function torchCommand(subject: Subject, load: Load, { torch, torchScript }: Programs): Command {
  if (torch === undefined) throw new NotFoundError(`${subject.label} needs PyTorch, which was not prepared.`);
  const flags = ['--variant', subject.variant ?? 'reference', '--precision', subject.precision];
  return {
    file: torch.python,
    args: [join(torch.scripts, torchScript), ...loadFlags(load), ...flags],
    env: torchEnvironment(torch, load.threads),
  };
}

/** Compiled Python files go to the cache, never beside the scripts. */
export function torchEnvironment(torch: TorchPlace, threads: number): Readonly<Record<string, string>> {
  return {
    OMP_NUM_THREADS: String(threads),
    PYTHONPYCACHEPREFIX: torch.bytecode,
    ...(torch.packages === undefined ? {} : { PYTHONPATH: torch.packages }),
  };
}

function loadFlags({ config, batches, threads }: Load): readonly string[] {
  return ['--config', config, '--batches', String(batches), '--threads', String(threads)];
}
