import type { Task } from '@metasparse/scenenet';
import type { Criterion } from '@metasparse/training';
import type { PruneMethod } from '../prune/prune-request.js';
import type { TrainMethod } from '@metasparse/report';
import { estimatedSeconds, sizeOf, type PlanContext, type TrainingBudget } from './budget.js';
import { blockedBy } from './data-state.js';
import { stepFolder, type PlanStep } from './plan.js';

/** One net on its way: a name that its steps share, and what it is trained for. */
export interface PlannedNet {
  readonly name: string;
  readonly tasks: readonly Task[];
  readonly seed: number;
  readonly compat: 'correct' | 'reference';
}

/** Id of a step of a net, such as `train-static-seed0`. */
export function stepId(verb: 'prune' | 'train' | 'evaluate', { name, seed }: PlannedNet): string {
  return `${verb}-${name}-seed${seed}`;
}

/** A file of another step. */
export interface StepFile {
  readonly step: string;
  readonly file: string;
}

export function pruneStep(
  context: PlanContext,
  net: PlannedNet,
  budget: TrainingBudget,
  how: {
    readonly method: PruneMethod;
    readonly criterion: Criterion;
    readonly sparsity: number;
    readonly from: StepFile | null;
  },
): PlanStep {
  const { method, criterion, sparsity, from } = how;
  const start = from === null ? ['--width', widthText(context)] : ['--from', pathOf(from)];
  return step(context, net, 'prune', {
    title: `prune ${net.name} to ${sparsity} %, seed ${net.seed}`,
    needs: from === null ? [] : [from.step],
    splits: ['train'],
    outputs: ['pruned.safetensors', 'prune.json'],
    again: 'clear',
    seconds: estimatedSeconds(context, net.tasks, {
      kind: 'score',
      images: budget.pruneBatches * budget.pruneBatchSize,
      workers: 1,
    }),
    args: [
      ...['--method', method, '--criterion', criterion, '--sparsity', String(sparsity), ...start],
      ...[
        '--batches',
        String(budget.pruneBatches),
        '--batch-size',
        String(budget.pruneBatchSize),
        ...cropFlags(context),
        '--compat',
        net.compat,
      ],
      // The original does not look for it; prune.json says where masks cut the net apart.
      '--allow-disconnected',
    ],
  });
}

export function trainStep(
  context: PlanContext,
  net: PlannedNet,
  budget: TrainingBudget,
  how: { readonly method: TrainMethod; readonly from: StepFile | null; readonly sparsity: number | null },
): PlanStep {
  const { method, from, sparsity } = how;
  const iterations = method === 'disparse_pt' ? budget.retrainIterations : budget.iterations;
  const { batchSize: images, testEvery, testImages } = budget;
  return step(context, net, 'train', {
    title: `train ${net.name}, seed ${net.seed}`,
    needs: from === null ? [] : [from.step],
    splits: ['train'],
    outputs: ['net.safetensors', 'train.json'],
    again: 'resume',
    seconds: estimatedSeconds(context, net.tasks, {
      kind: 'train',
      iterations,
      images,
      testEvery,
      testImages,
    }),
    args: [
      ...[
        '--method',
        method,
        ...(from === null ? ['--width', widthText(context)] : ['--from', pathOf(from)]),
      ],
      ...(sparsity === null ? [] : ['--sparsity', String(sparsity)]),
      ...['--iterations', String(iterations), '--batch-size', String(images), ...cropFlags(context)],
      ...['--test-every', String(testEvery)],
      ...(testImages === Infinity ? [] : ['--test-images', String(testImages)]),
      ...['--compat', net.compat],
    ],
  });
}

/** Measures the checkpoint with the best test loss, on the whole images of the test split. */
export function evaluateStep(context: PlanContext, net: PlannedNet): PlanStep {
  const trained = { step: stepId('train', net), file: 'best.safetensors' };
  return step(context, net, 'evaluate', {
    title: `evaluate ${net.name}, seed ${net.seed}`,
    needs: [trained.step],
    splits: ['train', 'test'],
    outputs: ['metrics.json'],
    again: 'clear',
    seconds: estimatedSeconds(context, net.tasks, { kind: 'evaluate' }),
    args: ['--net', pathOf(trained), '--sheet', '0'],
  });
}

interface Described extends Pick<PlanStep, 'title' | 'args' | 'needs' | 'outputs' | 'again' | 'seconds'> {
  readonly splits: readonly ('train' | 'test')[];
}

function step(
  context: PlanContext,
  net: PlannedNet,
  verb: 'prune' | 'train' | 'evaluate',
  { splits, args, ...rest }: Described,
): PlanStep {
  const id = stepId(verb, net);
  const seed = verb === 'evaluate' ? [] : ['--seed', String(net.seed)];
  return {
    ...rest,
    id,
    args: [
      verb,
      ...dataFlags(context),
      '--tasks',
      net.tasks.join(','),
      ...args,
      ...seed,
      '--out',
      stepFolder(id),
    ],
    blocked: blockedBy(context.data, splits, net.tasks),
  };
}

/** Where no folder was named, DIR stands in the command for it. */
export function dataFlags({ data }: PlanContext): string[] {
  return ['--data', data.folder ?? 'DIR', '--dataset', data.dataset];
}

export function cropFlags({ data, scale }: PlanContext): string[] {
  return ['--crop', String(sizeOf(data.dataset, scale).crop)];
}

export function widthText({ data, scale }: PlanContext): string {
  const { width } = sizeOf(data.dataset, scale);
  return width === 1 ? '1' : `1/${1 / width}`;
}

function pathOf({ step: id, file }: StepFile): string {
  return `${stepFolder(id)}/${file}`;
}
