import { describe, expect, it } from 'vitest';
import { netLayers } from '@metasparse/scenenet';
import {
  compactTensors,
  disconnectionProblems,
  disconnections,
  EvaluationNet,
  evaluationTensors,
  offsetsOf,
  planCompaction,
} from '@metasparse/training';
import { kernels } from './finite-difference.js';
import { losses, plan, tinyBatch, tinyMask, tinyTrainer } from './tiny-training.js';

const { backbone, heads } = netLayers(plan);
const layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];

describe('a compacted net', () => {
  it.each([1, 0.2, 0.05, 0.02])('predicts what the masked one predicts, at density %d', (density) => {
    const before = kernels.live();
    const trainer = tinyTrainer({ schedule: { rate: 1e-2, decay: { kind: 'constant' }, warmUp: 0 } });
    for (const layer of layers)
      if (density < 1) trainer.setMask(layer.name, tinyMask(layer.stream, layer.shape, density));
    for (let i = 0; i < 3; i++) trainer.step(tinyBatch(2, 5 * i));
    const tensors = evaluationTensors(trainer.readState());
    const compaction = planCompaction(plan, (name) => trainer.maskOf(name), offsetsOf(tensors));
    const full = new EvaluationNet(kernels, plan, tensors);
    const compact = new EvaluationNet(kernels, plan, compactTensors(plan, compaction, tensors));
    const batch = tinyBatch(1, 40);
    const [expected, actual] = [[...full.predict(batch)], [...compact.predict(batch)]];
    expected.forEach(({ task, shape, values }, t) => {
      expect(actual[t]?.shape).toEqual(shape);
      const size = Math.max(...values.map(Math.abs)) + 1e-6;
      const worst = Math.max(...values.map((value, i) => Math.abs(value - (actual[t]?.values[i] ?? NaN))));
      expect(worst / size, task).toBeLessThan(1e-5);
    });
    const kept = compaction.spaces.reduce((sum, space) => sum + space.kept, 0);
    const channels = compaction.spaces.reduce((sum, space) => sum + space.channels, 0);
    if (density === 1) expect(kept).toBe(channels);
    else if (density < 0.1) expect(kept).toBeLessThan(0.7 * channels);
    expect(full.losses(batch, losses).every(({ loss }) => Number.isFinite(loss))).toBe(true);
    full.free();
    compact.free();
    trainer.free();
    expect(kernels.live()).toBe(before);
  });
});

describe('disconnections', () => {
  it('names layers without weights and predictions without a path', () => {
    const empty = 'task2_fc1_c0.conv3';
    const masks = (name: string): ReturnType<typeof tinyMask> | null => {
      const layer = layers.find((l) => l.name === name);
      return name === empty && layer !== undefined ? tinyMask(1, layer.shape, 0) : null;
    };
    expect(disconnectionProblems(disconnections(plan, masks))).toEqual([`layer ${empty} keeps no weight`]);
    const cut = disconnections(plan, (name) => {
      const layer = layers.find((l) => l.name === name);
      return layer !== undefined && /^task3_.*conv3$/.test(name) ? tinyMask(1, layer.shape, 0) : null;
    });
    expect(disconnectionProblems(cut)).toContain(
      'no path leads from the image to output channel 0 of task depth',
    );
    expect(disconnectionProblems(disconnections(plan, () => null))).toEqual([]);
  });
});
