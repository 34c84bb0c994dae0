import { describe, expect, it } from 'vitest';
import { unpackMask } from '@metasparse/sparsity';
import {
  NonFiniteLossError,
  type StateEntry,
  type Trainer,
  type TrainingSettings,
} from '@metasparse/training';
import { kernels } from './finite-difference.js';
import { context, otherTrainer, tinyBatch, tinyMask, tinyTrainer } from './tiny-training.js';

const batches = [0, 1, 2, 3].map((i) => tinyBatch(2, 10 * i));

function stateOf(trainer: Trainer): Map<string, unknown> {
  const content = (entry: StateEntry): unknown => (entry.kind === 'mask' ? entry.mask.bytes : entry.values);
  return new Map([...trainer.readState()].map((entry) => [`${entry.kind} ${entry.name}`, content(entry)]));
}

function valueOf(trainer: Trainer, name: string, kind = 'value'): Float32Array {
  for (const entry of trainer.readState())
    if (entry.kind === kind && entry.name === name && entry.kind !== 'mask') return entry.values;
  throw new Error(`no ${kind} of ${name}`);
}

function maskSome(trainer: Trainer): void {
  for (const { layer } of [
    ...trainer.net.convs,
    ...trainer.net.heads.flatMap(({ branches }) => branches.flat()),
  ])
    if (layer.stream % 3 === 0) trainer.setMask(layer.name, tinyMask(layer.stream, layer.shape, 0.4));
}

describe('a training state', () => {
  const options: readonly (readonly [string, Partial<TrainingSettings>])[] = [
    ['plain', {}],
    ['with clipping and averaging', { clipNorm: 0.5, averageDecay: 0.9 }],
    [
      'with warm-up and cosine',
      { schedule: { rate: 1e-3, decay: { kind: 'cosine', iterations: 9 }, warmUp: 2 } },
    ],
  ];

  it.each(options)('goes on from where it was read, to the bit (%s)', (_, changes) => {
    const before = kernels.live();
    const whole = tinyTrainer(changes);
    maskSome(whole);
    const losses = batches.map((batch) => whole.step(batch).total);
    const stopped = tinyTrainer(changes);
    maskSome(stopped);
    for (const batch of batches.slice(0, 2)) stopped.step(batch);
    const [counters, entries] = [stopped.counters, [...stopped.readState()]];
    stopped.free();
    const resumed = otherTrainer(changes);
    resumed.loadState(counters, entries);
    expect(batches.slice(2).map((batch) => resumed.step(batch).total)).toEqual(losses.slice(2));
    expect(stateOf(resumed)).toEqual(stateOf(whole));
    whole.free();
    resumed.free();
    expect(kernels.live()).toBe(before);
  });

  it("refuses names and sizes that are not the net's", () => {
    const trainer = tinyTrainer();
    const values = new Float32Array(3);
    const entry = (kind: 'value' | 'statistic', name: string): StateEntry => ({
      kind,
      name,
      shape: [3],
      values,
    });
    expect(() => trainer.loadEntry(entry('value', 'backbone.conv9.weight'))).toThrow(
      'no tensor backbone.conv9',
    );
    expect(() => trainer.loadEntry(entry('value', 'backbone.bn1.weight'))).toThrow('8 values, 3 were given');
    expect(() => trainer.loadEntry(entry('statistic', 'backbone.bn1.running_var'))).toThrow('8 values');
    expect(() => trainer.setMask('backbone.conv1', tinyMask(1, [4], 1))).toThrow('1176 weights');
    trainer.free();
  });
});

describe('a masked weight', () => {
  it('gets no gradient, but still decays as a raw value', () => {
    const trainer = tinyTrainer({ dropoutSeed: null });
    const name = 'backbone.blocks.0.0.conv1';
    const shape = trainer.net.convs[1]?.layer.shape ?? [];
    const mask = tinyMask(5, shape, 0.5);
    trainer.setMask(name, mask);
    const old = valueOf(trainer, `${name}.weight`);
    trainer.step(batches[0] as (typeof batches)[number]);
    const moment = valueOf(trainer, `${name}.weight`, 'first_moment');
    const kept = unpackMask(mask);
    moment.forEach((m, i) => {
      const decay = Math.fround(0.1 * 5e-4 * (old[i] as number));
      if (kept[i] === 0) expect(Math.abs(m - decay)).toBeLessThan(1e-6 * Math.abs(decay) + 1e-12);
      else expect(Math.abs(m - decay)).toBeGreaterThan(0);
    });
    trainer.free();
  });

  it('does not change the loss, whatever its raw value', () => {
    const [a, b] = [tinyTrainer(), tinyTrainer()];
    const name = 'task2_fc1_c1.conv2';
    const [entry] = [...a.readState()].filter(
      ({ kind, name: n }) => kind === 'value' && n === `${name}.weight`,
    );
    if (entry === undefined || entry.kind === 'mask') throw new Error('no such weight');
    const mask = tinyMask(6, entry.shape, 0.5);
    const kept = unpackMask(mask);
    b.loadEntry({ ...entry, values: entry.values.map((w, i) => (kept[i] === 1 ? w : 1e3)) });
    for (const trainer of [a, b]) trainer.setMask(name, mask);
    const batch = batches[0] as (typeof batches)[number];
    expect(b.step(batch).losses).toEqual(a.step(batch).losses);
    a.free();
    b.free();
  });
});

describe('a training step', () => {
  it('is the same for the same seed, another for another dropout draw', () => {
    const batch = batches[0] as (typeof batches)[number];
    const totals = [7, 7, 8].map((dropoutSeed) => {
      const trainer = tinyTrainer({ dropoutSeed });
      const { total } = trainer.step(batch);
      trainer.free();
      return total;
    });
    expect(totals[1]).toBe(totals[0]);
    expect(totals[2]).not.toBe(totals[0]);
  });

  it('leaves out a task without a labelled pixel', () => {
    const batch = tinyBatch(2);
    const samples = batch.samples.map((sample) => ({
      ...sample,
      labels: { seg: sample.labels.seg as Float32Array },
    }));
    const trainer = tinyTrainer();
    const { losses, total } = trainer.step({ ...batch, samples });
    expect(losses.map(({ loss }) => loss === null)).toEqual([false, true, true]);
    expect(total).toBe(losses[0]?.loss);
    expect([...trainer.readState()].every((e) => e.kind === 'mask' || e.values.every(Number.isFinite))).toBe(
      true,
    );
    trainer.free();
  });

  it('stops at a loss that is not finite, and leaves nothing on the device', () => {
    const before = kernels.live();
    const trainer = tinyTrainer();
    const live = kernels.live();
    const batch = tinyBatch(2);
    const [first, ...rest] = batch.samples;
    if (first === undefined) throw new Error('no sample');
    const image = Float32Array.from(first.image);
    image[0] = NaN;
    expect(() => trainer.step({ ...batch, samples: [{ ...first, image }, ...rest] })).toThrow(
      NonFiniteLossError,
    );
    expect(kernels.live()).toBe(live);
    trainer.free();
    expect(kernels.live()).toBe(before);
  });

  it('clips to the norm asked for', () => {
    const [free, clipped] = [tinyTrainer({ clipNorm: 1e9 }), tinyTrainer({ clipNorm: 1e-3 })];
    const batch = batches[0] as (typeof batches)[number];
    const [a, b] = [free.step(batch), clipped.step(batch)];
    expect(a.gradientNorm).toBe(b.gradientNorm);
    const name = 'backbone.bn1.bias';
    const ratio =
      (valueOf(clipped, name, 'first_moment')[0] ?? 0) / (valueOf(free, name, 'first_moment')[0] ?? 1);
    expect(ratio * (a.gradientNorm ?? 0)).toBeCloseTo(1e-3, 6);
    free.free();
    clipped.free();
  });

  it('learns a batch by heart, in float32 and with a bfloat16 backward', () => {
    const batch = tinyBatch(2);
    for (const backward of ['float32', 'bfloat16'] as const) {
      const schedule = { rate: 1e-2, decay: { kind: 'constant' }, warmUp: 0 } as const;
      const trainer = tinyTrainer({ dropoutSeed: null, schedule }, { ...context, backward });
      const first = trainer.step(batch).total;
      let last = first;
      for (let i = 0; i < 25; i++) last = trainer.step(batch).total;
      expect(last).toBeLessThan(0.75 * first);
      trainer.free();
    }
  });
});
