import { CancelledError, InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset, type DatasetReader } from '../reader/open-dataset.js';
import { sharedFolder } from '../../test/shared-folder.js';
import type { LoadedBatch } from './batch-loader.js';
import { createLoader, type LoaderOptions } from './create-loader.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
let scratch = '';
let reader: DatasetReader;

/** Threads run the built script. */
beforeAll(async () => {
  execFileSync(
    process.execPath,
    [join(repository, 'node_modules/typescript/bin/tsc'), '-b', 'libs/datasets'],
    {
      cwd: repository,
    },
  );
  scratch = await mkdtemp(join(tmpdir(), 'metasparse-loader-'));
  reader = await openDataset(join(sharedFolder(), 'data/nyuv2-sample'), { split: 'train' });
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function digests(options: Partial<LoaderOptions>): Promise<string[]> {
  const batches = [0, 1, 2, 3];
  const loader = await createLoader({
    reader,
    batches,
    batchSize: 3,
    seed: 7,
    crop: 97,
    compat: 'correct',
    threads: 0,
    ...options,
  });
  const found: string[] = [];
  for await (const { index, batch } of loader) {
    const hash = createHash('sha256').update(String(index));
    for (const { id, image, labels } of batch.samples) {
      hash.update(id).update(image);
      for (const [label, values] of Object.entries(labels)) hash.update(label).update(values);
    }
    found.push(hash.digest('hex'));
  }
  return found;
}

async function brokenCopy(name: string): Promise<string> {
  const folder = join(scratch, name);
  await cp(join(sharedFolder(), 'data/nyuv2-sample'), folder, { recursive: true });
  const file = join(folder, 'seg/0295.png');
  const bytes = await readFile(file);
  await rm(file);
  await writeFile(file, bytes.subarray(0, bytes.length >> 1));
  return folder;
}

describe('createLoader', () => {
  it('gives the same bits with no, one and three threads and any prefetch', async () => {
    const alone = await digests({});
    expect(new Set(alone).size).toBe(4);
    expect(await digests({ threads: 1, prefetch: 0 })).toEqual(alone);
    expect(await digests({ threads: 3, prefetch: 5 })).toEqual(alone);
  });

  it('makes batch b the same whatever batches come before it', async () => {
    const all = await digests({});
    expect(await digests({ batches: [3, 1], threads: 2 })).toEqual([all[3], all[1]]);
  });

  it('draws something else with another seed', async () => {
    expect(await digests({ seed: 8 })).not.toEqual(await digests({}));
  });

  it('surfaces a broken file as its domain error, named, when its batch is due', async () => {
    const broken = await openDataset(await brokenCopy('threads'), { split: 'train' });
    for (const threads of [0, 2]) {
      const loader = await createLoader({
        reader: broken,
        batches: [0, 1],
        batchSize: 1,
        seed: 1,
        crop: null,
        compat: 'correct',
        threads,
      });
      const first = await loader.next();
      expect(first?.batch.samples[0]?.id).toBe('img/0061.png');
      const failure = await loader.next().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidDataError);
      expect(String(failure)).toMatch(/seg\/0295\.png is truncated or broken/);
      await expect(loader.next()).rejects.toBeInstanceOf(CancelledError);
    }
  });

  it('stops at the signal, before and during reading', async () => {
    for (const threads of [0, 2]) {
      const abort = new AbortController();
      const loader = await createLoader({
        reader,
        batches: endless(),
        batchSize: 4,
        seed: 1,
        crop: 321,
        compat: 'correct',
        threads,
        signal: abort.signal,
      });
      await loader.next();
      const due = loader.next();
      abort.abort();
      await expect(due).rejects.toBeInstanceOf(CancelledError);
      await expect(loader.next()).rejects.toBeInstanceOf(CancelledError);
    }
    const early = await createLoader({ ...plain(), signal: AbortSignal.abort() });
    await expect(early.next()).rejects.toBeInstanceOf(CancelledError);
  });

  it('keeps no batch in memory that was handed out', async () => {
    const loader = await createLoader({ ...plain(), crop: null, batchSize: 1, batches: Array(40).keys() });
    await loader.next();
    const { external } = process.memoryUsage();
    for await (const { batch } of loader) expect(batch.samples).toHaveLength(1);
    // The 39 batches have 380 MB.
    expect(process.memoryUsage().external - external).toBeLessThan(200e6);
  });

  it('says how long the consumer waited and the threads worked', async () => {
    const loader = await createLoader({ ...plain(), batches: [0, 1] });
    const loaded: LoadedBatch[] = [];
    for await (const one of loader) loaded.push(one);
    const { batches, samples, waitedMs, busyMs } = loader.statistics;
    expect([batches, samples]).toEqual([2, 4]);
    expect(waitedMs).toBeGreaterThan(0);
    expect(busyMs).toBeGreaterThan(0);
    expect(loaded.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('gives whole images in index order without a crop', async () => {
    const loader = await createLoader({ ...plain(), crop: null, batches: [0] });
    const loaded = await loader.next();
    await loader.close();
    expect(loaded?.batch).toMatchObject({ height: 480, width: 640 });
    expect(loaded?.batch.samples.map(({ id }) => id)).toEqual(['img/0061.png', 'img/0295.png']);
  });

  it.each([{ crop: 0 }, { crop: 1.5 }, { crop: 5000 }, { batchSize: 0 }, { threads: -1 }, { prefetch: 0.5 }])(
    'refuses %o',
    async (wrong) => {
      await expect(createLoader({ ...plain(), ...wrong })).rejects.toBeInstanceOf(InvalidArgumentError);
    },
  );
});

it('runs the example of the README on the built package', async () => {
  const readme = await readFile(join(repository, 'libs/datasets/README.md'), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(example).toContain('createLoader');
  const script = join(repository, `libs/datasets/readme-example.${String(process.pid)}.mjs`);
  try {
    await writeFile(script, example);
    const lines = execFileSync(process.execPath, [script], { encoding: 'utf8', env: {} }).trim().split('\n');
    const frame = 'img/0085.png img/0085.png 321 321';
    expect(lines).toEqual([`0 ${frame}`, `1 ${frame}`, `2 ${frame}`]);
  } finally {
    await rm(script, { force: true });
  }
});

function plain(): LoaderOptions {
  return { reader, batches: [0], batchSize: 2, seed: 1, crop: 65, compat: 'correct', threads: 0 };
}

function* endless(): Generator<number> {
  for (let i = 0; ; i++) yield i;
}
