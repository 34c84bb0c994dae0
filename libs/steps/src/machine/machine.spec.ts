import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResourceExhaustedError, UnsupportedError } from '@metasparse/contracts';
import { netLayers, weightCount } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { netPlan } from '../similarity/block-scorer.js';
import { cpuFeatures, requireBf16 } from './cpu-features.js';
import { requireDisk } from './disk.js';
import { fittingWorkers, sumBytes, workerBytes } from './fit.js';

const cpuinfo = (model: string, flags: string): string =>
  `processor\t: 0\nmodel name\t: ${model}\nflags\t\t: fpu sse ${flags}\n\nprocessor\t: 1\n`;

describe('processor features', () => {
  it.each([
    ['none', cpuinfo('Old', 'avx2'), { model: 'Old', avx512: false, bf16: false, amx: false }],
    [
      'AVX-512 without bf16',
      cpuinfo('Mid', 'avx512f'),
      { model: 'Mid', avx512: true, bf16: false, amx: false },
    ],
    ['AVX-512 bf16', cpuinfo('New', 'avx512f avx512_bf16'), { avx512: true, bf16: true, amx: false }],
    ['AMX', cpuinfo('Newest', 'avx512f amx_bf16 amx_tile'), { bf16: true, amx: true }],
    ['Arm', 'processor\t: 0\nFeatures\t: fp asimd bf16\n', { model: 'unknown', bf16: true }],
    ['no list', '', { model: 'unknown', avx512: false, bf16: false, amx: false }],
  ])('are read: %s', (_, text, expected) => {
    expect(cpuFeatures(text)).toMatchObject(expected);
  });

  it('without bf16 refuse mixed precision with the reason', () => {
    const old = cpuFeatures(cpuinfo('Old Processor', 'avx2'));
    expect(() => {
      requireBf16(old);
    }).toThrow(UnsupportedError);
    expect(() => {
      requireBf16(old);
    }).toThrow(/needs a processor with bf16 instructions .* and Old Processor has none.*--precision fp32/);
    requireBf16(cpuFeatures(cpuinfo('New', 'avx512_bf16')));
  });
});

describe('the memory of a run', () => {
  const plan = netPlan({ dataset: 'nyuv2', tasks: ['seg', 'depth'], width: 1 / 8 });

  it("counts the backbone's sums once a task and each head's once", () => {
    const { backbone, heads } = netLayers(plan);
    const weights = [...backbone, ...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
    expect(sumBytes(plan)).toBe(4 * weights.map(weightCount).reduce((sum, n) => sum + n));
  });

  it('grows with batch, crop and width', () => {
    const bytes = workerBytes(plan, 2, 225 * 225);
    expect(workerBytes(plan, 4, 225 * 225)).toBeGreaterThan(bytes);
    expect(workerBytes(plan, 2, 321 * 321)).toBeGreaterThan(bytes);
    const wide = netPlan({ dataset: 'nyuv2', tasks: ['seg', 'depth'], width: 1 });
    expect(workerBytes(wide, 2, 225 * 225)).toBeGreaterThan(bytes);
  });

  it('gives at least one worker, and no more than cores for their threads', () => {
    expect(fittingWorkers(1e18, 1)).toBe(1);
    expect(fittingWorkers(1, 1)).toBe(availableParallelism());
    expect(fittingWorkers(1, availableParallelism())).toBe(1);
    expect(fittingWorkers(1, 1000)).toBe(1);
  });
});

describe('disk space', () => {
  it('is asked of the nearest folder that exists', () => {
    requireDisk(join(tmpdir(), 'not/there/yet'), 1);
  });

  it('that is short is refused with what is needed and what is free', () => {
    const ask = (): void => {
      requireDisk(join(tmpdir(), 'x'), 2 ** 60);
    };
    expect(ask).toThrow(ResourceExhaustedError);
    expect(ask).toThrow(/needs 1073741824.00 GiB of disk and [\d.]+ GiB are free.*--seeds/);
  });
});
