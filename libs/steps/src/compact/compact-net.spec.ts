import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  checkRunnable,
  netEntries,
  netMask,
  netTensor,
  openCheckpoint,
  writeCheckpoint,
  type NetState,
} from '@metasparse/interchange';
import { scaledWidths, symmetric, type Batch, type NetPlan } from '@metasparse/scenenet';
import { packMask } from '@metasparse/sparsity';
import { EvaluationNet, type Prediction } from '@metasparse/training';
import { openComputeDevice } from '../compute/open-compute-device.js';
import { hostTensors } from '../exchange/host-tensors.js';
import { compactNet } from './compact-net.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-compact-'));
const at = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { kernels } = openComputeDevice();
const PLAN: NetPlan = {
  widths: scaledWidths(1 / 32),
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'depth', classes: 1 },
  ],
};

/** A net with running statistics of its own, biases above and below zero, and one weight in `every` kept. */
function maskedNet(every: number): NetState {
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const entries = netEntries(PLAN).filter(({ kind }) => kind !== 'count');
  const tensors = entries.map(({ name, kind, shape }, i) => {
    const scale = kind === 'weight' ? Math.sqrt((3 * every * (shape[0] ?? 1)) / size(shape)) : 0.3;
    const centre = /(bn\d|ds\.\d\.1)\.(weight|running_var)$/.test(name) ? 1 : 0;
    const values = Float32Array.from({ length: size(shape) }, (_, e) => centre + scale * symmetric(i, e));
    return [name, netTensor(shape, values)] as const;
  });
  const masks = entries.flatMap(({ name, kind, shape }, i) => {
    const bits = Uint8Array.from({ length: size(shape) }, (_, e) =>
      symmetric(1000 + i, e) < 2 / every - 1 ? 1 : 0,
    );
    return kind === 'weight' ? [[name, netMask(shape, packMask(bits))] as const] : [];
  });
  return { tensors: new Map(tensors), masks: new Map(masks), counts: new Map(), meta: {} };
}

const side = 64;
const image = Float32Array.from({ length: side * side * 3 }, (_, e) => 100 * symmetric(7, e));
const BATCH: Batch = {
  samples: [{ id: 'x', height: side, width: side, image, labels: {} }],
  height: side,
  width: side,
};

function predictions(state: NetState): Prediction[] {
  const net = new EvaluationNet(kernels, PLAN, hostTensors(state));
  const found = [...net.predict(BATCH)];
  net.free();
  return found;
}

it.each([4, 30, 100])('predicts the same with one weight in %d kept, from fewer channels', async (every) => {
  const [file, out] = [at(`masked-${every}.safetensors`), at(`compact-${every}.safetensors`)];
  const whole = maskedNet(every);
  await writeCheckpoint(file, whole);
  const { before, after, spaces } = await compactNet({ file, out, tasks: ['seg', 'depth'] });
  const { state, close } = openCheckpoint(out);
  checkRunnable(out, state, PLAN);
  const [wanted, found] = [predictions(whole), predictions(state)];
  close();
  wanted.forEach(({ task, shape, values }, t) => {
    expect(found[t]?.shape).toEqual(shape);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const worst = values.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (found[t]?.values[i] ?? NaN))),
      0,
    );
    expect(worst / largest, task).toBeLessThan(1e-5);
  });
  const removed = spaces.reduce((sum, { channels, kept }) => sum + channels - kept, 0);
  if (every > 4) expect(removed).toBeGreaterThan(0);
  expect(after.flops < before.flops).toBe(removed > 0);
});

it('is cut to nothing but its constants where the masks let nothing through, and still predicts them', async () => {
  const [file, out] = [at('empty.safetensors'), at('empty-compact.safetensors')];
  const net = maskedNet(1e9);
  await writeCheckpoint(file, net);
  await compactNet({ file, out, tasks: ['seg', 'depth'] });
  const { state, close } = openCheckpoint(out);
  expect(predictions(state)).toEqual(predictions(net));
  close();
});
