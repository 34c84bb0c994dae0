import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BaselinesHead, MaskRow, Method } from '@metasparse/baselines';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import { backboneLayers } from '@metasparse/scenenet';
import { requireBf16 } from '../machine/cpu-features.js';
import { netPlan } from '../similarity/block-scorer.js';
import { dataDigest, inputDigests } from '../similarity/input-digests.js';
import type { ScoreSettings } from '../similarity/score-settings.js';
import { NUMERICAL_VERSION } from '../version.js';
import type { BaselinesRequest } from './baselines-request.js';
import { readScoredRun, type ScoredRun } from './read-scored-run.js';

/** The measuring with every value given: what the compute process gets. */
export interface BaselinesJob extends ScoreSettings {
  readonly head: BaselinesHead;
  readonly methods: readonly Method[];
  readonly threads: number;
  readonly similarity: readonly MaskRow[];
  readonly notes: readonly string[];
}

/**
 * Reads the run and checks that its data is what it was. Throws NotFoundError for a run or data that is not there, InvalidDataError
 * for data that has changed.
 */
export async function resolveBaselines(request: BaselinesRequest): Promise<BaselinesJob> {
  const run = readScoredRun(request.run);
  const data = request.data ?? run.data;
  if (!existsSync(data)) throw noData(request, data);
  if (run.precision === 'mixed') requireBf16();
  const { dataset, split, tasks } = run;
  const reader = selectTasks(await openDataset(data, { dataset, split }), tasks);
  await checkData(run, reader);
  return {
    ...run,
    data,
    head: headOf(request, run),
    methods: request.methods,
    notes: versionNote(run),
  };
}

function noData({ run, data: asked }: BaselinesRequest, data: string): NotFoundError {
  const why = asked === undefined ? `the run ${run} read its data there` : 'it was named by --data';
  return new NotFoundError(`${data}: is not there; ${why}: say by --data where the data is now`, {
    file: data,
    field: 'data',
  });
}

async function checkData(run: ScoredRun, reader: DatasetReader): Promise<void> {
  const folder = reader.source.name;
  const digests = await inputDigests(run, reader);
  if (dataDigest(reader, digests) === run.dataDigest) return;
  const changed = Object.keys(digests).find((path) => digests[path] !== run.inputs[path]);
  throw new InvalidDataError(
    `${folder}: ${changed ?? 'its list of samples'} is not what the run read; bring the data back as it was, or run similarity again`,
    { file: folder, field: changed ?? 'index', bound: `data of digest ${run.dataDigest}` },
  );
}

function headOf({ run: folder, learningRate, pixels }: BaselinesRequest, run: ScoredRun): BaselinesHead {
  const { dataset, seeds, batches, batchSize } = run;
  const plan = netPlan(run);
  return {
    numericalVersion: NUMERICAL_VERSION,
    run: { name: basename(resolve(folder)), dataDigest: run.dataDigest },
    dataset,
    tasks: plan.tasks.map(({ task }) => task),
    seeds,
    batches,
    batchSize,
    learningRate,
    pixels,
    layers: backboneLayers(plan.widths).map(({ name }) => name),
  };
}

function versionNote({ numericalVersion }: ScoredRun): string[] {
  return numericalVersion === NUMERICAL_VERSION
    ? []
    : [
        `the run was computed by numerical version ${numericalVersion}, the baselines by ${NUMERICAL_VERSION}: the nets may differ in their last bits`,
      ];
}
