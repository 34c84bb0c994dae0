import { NARROW_WIDTHS } from '@metasparse/scenenet';
import { PUBLISHED_ADAM, Trainer, type StateEntry, type StepResult } from '@metasparse/training';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum, sumOfMagnitudes } from '../compare.js';
import { kernels } from '../device.js';
import { formulaSource } from '../formula.js';
import { readGolden, readSalt } from '../golden.js';
import { goldenBatch, goldenPlan, GOLDEN_LOSSES } from '../golden/nyuv2-batch.js';

type Sums = Readonly<Record<string, number>>;

interface GoldenNorm {
  readonly gamma_sum: number;
  readonly beta_sum: number;
  readonly running_mean_sum: number;
  readonly running_var_sum: number;
}

interface GoldenStep {
  readonly total_loss: number;
  readonly task_loss: Sums;
  readonly weight_sum_after?: Sums;
  readonly weight_abs_sum_after?: Sums;
  readonly bias_sum_after?: Sums;
  readonly bn_after?: Readonly<Record<string, GoldenNorm>>;
}

interface Golden {
  readonly lambdas: readonly number[];
  readonly runs: { readonly float32: readonly GoldenStep[] };
}

const LEARNING_RATE = 1e-3;
/** Share of (lr * step * n) by which a sum of weights may differ after step 1, 2, 3. */
const WEIGHT_SUM = [0.02, 0.04, 0.08];
/** Relative difference of the losses before step 1, after 1, 2, 3 steps. */
const LOSS = [1e-4, 5e-3, 0.05, 0.05];
const CROP = 225;

/** Adam's first three steps on one batch: losses, weights, biases, batch norm. */
export const trainChecks: readonly Check[] = [
  { file: 'train.json', name: 'three steps of Adam', run: runTrain },
];

async function runTrain(shared: string): Promise<readonly CheckResult[]> {
  const golden = readGolden<Golden>(shared, 'train.json');
  const batch = await goldenBatch(shared, CROP, [[0, 0]]);
  const trainer = goldenTrainer(shared, golden.lambdas);
  const results: CheckResult[] = [];
  golden.runs.float32.forEach((expected, i) => {
    const result = trainer.step(batch);
    results.push(compareLosses(result, expected, i));
    if (expected.weight_sum_after !== undefined)
      results.push(...compareState([...trainer.readState()], expected, i));
  });
  trainer.free();
  return results;
}

function goldenTrainer(shared: string, lambdas: readonly number[]): Trainer {
  const plan = goldenPlan(NARROW_WIDTHS);
  const settings = {
    losses: GOLDEN_LOSSES,
    lambdas: Object.fromEntries(plan.tasks.map(({ task }, t) => [task, lambdas[t]])),
    adam: PUBLISHED_ADAM,
    schedule: { rate: LEARNING_RATE, decay: { kind: 'step', every: 4000, factor: 0.5 }, warmUp: 0 } as const,
    dropoutSeed: null,
    clipNorm: null,
    averageDecay: null,
  };
  const context = { kernels: kernels(), backward: 'float32' } as const;
  return new Trainer(context, plan, settings, formulaSource(kernels(), readSalt(shared)));
}

function compareLosses(result: StepResult, expected: GoldenStep, i: number): CheckResult {
  const losses = new Comparison(`train losses after ${i} steps, relative`, LOSS[i] ?? 0);
  losses.addRelative('total', result.total, expected.total_loss);
  // A single task's loss strays more than their sum once the weights have moved: compared as a share of the sum.
  for (const { task, loss } of result.losses)
    losses.add(
      task,
      loss ?? NaN,
      expected.task_loss[task] ?? NaN,
      i === 0 ? expected.task_loss[task] : expected.total_loss,
    );
  return losses.result();
}

function compareState(state: readonly StateEntry[], expected: GoldenStep, i: number): readonly CheckResult[] {
  const step = i + 1;
  const tolerance = WEIGHT_SUM[i] ?? 0;
  const values = new Map(
    state.flatMap((entry) =>
      entry.kind === 'value' || entry.kind === 'statistic' ? [[entry.name, entry.values] as const] : [],
    ),
  );
  const of = (name: string): Float32Array => values.get(name) ?? new Float32Array(0);
  const scaleOf = (name: string): number => LEARNING_RATE * step * of(name).length;
  const weights = new Comparison(`train weight sums after step ${step}, share of lr step n`, tolerance);
  const biases = new Comparison(`train bias sums after step ${step}, share of lr step n`, tolerance);
  const norms = new Comparison(`train batch norm after step ${step}`, 10 * tolerance);
  const statistics = new Comparison(
    `train running statistics after step ${step}, relative`,
    i === 0 ? 1e-3 : 0.1,
  );
  const compareSums = (
    into: Comparison,
    sums: Sums | undefined,
    suffix: string,
    of2: (v: Float32Array) => number,
  ): void => {
    for (const [name, value] of Object.entries(sums ?? {}))
      into.add(name, of2(of(`${name}.${suffix}`)), value, scaleOf(`${name}.${suffix}`));
  };
  compareSums(weights, expected.weight_sum_after, 'weight', sum);
  compareSums(weights, expected.weight_abs_sum_after, 'weight', sumOfMagnitudes);
  compareSums(biases, expected.bias_sum_after, 'bias', sum);
  for (const [name, norm] of Object.entries(expected.bn_after ?? {})) {
    norms.add(`${name} gamma`, sum(of(`${name}.weight`)), norm.gamma_sum, scaleOf(`${name}.weight`));
    norms.add(`${name} beta`, sum(of(`${name}.bias`)), norm.beta_sum, scaleOf(`${name}.bias`));
    const spread = Math.sqrt(norm.running_var_sum);
    statistics.add(`${name} mean`, sum(of(`${name}.running_mean`)), norm.running_mean_sum, spread);
    statistics.addRelative(`${name} variance`, sum(of(`${name}.running_var`)), norm.running_var_sum);
  }
  return [weights, biases, norms, statistics].map((comparison) => comparison.result());
}
