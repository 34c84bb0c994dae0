import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { normFactor } from '@metasparse/sparsity';
import type { Check, CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';
import { runNetwork, type NetworkRun, type NetworkSetting } from '../golden/network-run.js';
import type { GoldenRun } from '../golden/stored-runs.js';
import { networkMaskChecks } from './network-masks.js';

type Golden = GoldenRun & NetworkSetting & { readonly loss: readonly Readonly<Record<string, number>>[] };

const NETWORK_FILE = /^(narrow|full)_.*\.json$/;

/** Tolerances of golden/README.md: one rounding difference flips a few ReLU gates 33 layers up. */
const TOLERANCE = { loss: 1e-4, layerSum: 0.02 } as const;

/** Every network run of the golden folder, from images to similarity, on our own kernels. */
export const networkChecks: readonly Check[] = ['narrow', 'full'].map((net) => ({
  file: `${net}_*.json`,
  name: `${net} networks from images to similarity`,
  run: async (shared) => {
    const files = readdirSync(join(shared, 'golden')).filter(
      (f) => NETWORK_FILE.test(f) && f.startsWith(net),
    );
    const results: CheckResult[] = [];
    for (const file of files.sort()) results.push(...(await checkNetwork(shared, file)));
    return results;
  },
}));

async function checkNetwork(shared: string, file: string): Promise<readonly CheckResult[]> {
  const name = file.replace('.json', '');
  const golden = readGolden<Golden>(shared, file);
  const run = await runNetwork(shared, golden);
  const leaked = new Comparison(`${name} tensors left behind`, 0);
  leaked.add('live', run.leaked, 0);
  return [
    lossCheck(name, golden, run),
    ...sumChecks(name, golden, run),
    ...networkMaskChecks(name, golden, run.scores),
    leaked.result(),
  ];
}

function lossCheck(name: string, golden: Golden, { batches }: NetworkRun): CheckResult {
  const losses = new Comparison(`${name} losses, relative`, TOLERANCE.loss);
  golden.loss.forEach((expected, b) => {
    for (const { task, loss } of batches[b] ?? [])
      losses.addRelative(`batch ${b} ${task}`, loss, expected[task] ?? NaN);
  });
  return losses.result();
}

function sumChecks(name: string, golden: Golden, { scores }: NetworkRun): readonly CheckResult[] {
  const norms = new Comparison(`${name} norm factors, relative`, TOLERANCE.layerSum);
  const sums = new Comparison(`${name} sums of |w dL/dw| per layer, relative`, TOLERANCE.layerSum);
  for (const task of scores) {
    const expected = golden.tasks[task.task];
    norms.addRelative(task.task, normFactor(task), expected?.norm_factor_f32 ?? NaN);
    task.layers.forEach(({ name: layer }, index) => {
      const sum = task.layer(index).reduce((total, score) => total + score, 0);
      sums.addRelative(`${task.task} ${layer}`, sum, expected?.layer_abs_grad_sum[layer] ?? NaN);
    });
  }
  return [norms.result(), sums.result()];
}
