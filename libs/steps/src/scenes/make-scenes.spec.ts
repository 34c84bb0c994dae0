import {
  CancelledError,
  ConflictError,
  InvalidArgumentError,
  NotFoundError,
  ResourceExhaustedError,
} from '@metasparse/contracts';
import { checkDataset, createLoader, openDataset, selectTasks } from '@metasparse/datasets';
import { CONTROL_TASKS, PUBLISHED_TASKS, TASK_LABEL, TASKS } from '@metasparse/scenenet';
import { renderScene } from '@metasparse/scenes';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeScenes } from './make-scenes.js';
import { requireRoom } from './scene-folder.js';
import type { SceneProgress } from './scene-request.js';

const SIZE = { height: 48, width: 64 };
const ALL = ['monotone_depth', 'rotated_normal', 'shuffled', 'noise'] as const;

let scratch = '';
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'scenes-'));
});
afterEach(async () => {
  await rm(scratch, { recursive: true });
});

const place = (name: string): string => join(scratch, name);

/** Paths and digests of all files of a folder. */
async function digests(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const pairs = files.sort().map(async (file) => {
    const digest = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return [file.slice(folder.length), digest] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}

describe('makeScenes', () => {
  it('writes the same bytes with no, one and three threads', async () => {
    const made: Readonly<Record<string, string>>[] = [];
    for (const workers of [0, 1, 3]) {
      const out = place(String(workers));
      const set = await makeScenes({ ...SIZE, count: 10, seed: 5, out, workers, controls: ALL });
      expect(set).toMatchObject({ train: 8, test: 2 });
      made.push(await digests(out));
    }
    expect(Object.keys(made[0] ?? {})).toHaveLength(10 * 9 + 2);
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
  });

  it('is read back with equal pictures and labels', async () => {
    const out = place('set');
    await makeScenes({ ...SIZE, count: 5, seed: 6, out, workers: 0 });
    const reader = await openDataset(out, { split: 'train' });
    expect(reader).toMatchObject({ dataset: 'nyuv2', tasks: ['seg', 'sn', 'depth', 'keypoint', 'edge'] });
    for (let i = 0; i < 4; i++) {
      const scene = renderScene(6, i, SIZE);
      const { image, labels } = await reader.readRaw(i);
      expect([...(labels.seg?.data ?? [])]).toEqual([...scene.seg]);
      expect(labels.depth?.data).toEqual(scene.depth);
      expect(turned(image)).toEqual([...scene.rgb]);
      expect(turned(labels.normal?.data ?? [])).toEqual([...scene.normal]);
      expect(labels.edge?.data).toEqual(Float32Array.from(scene.edge, (v) => (v / 255) * 2 - 1));
      expect(labels.keypoint?.data).toEqual(Float32Array.from(scene.keypoint, (v) => (v / 255) * 2 - 1));
    }
  });

  it('is NYUv2 to a reader that knows no scenes', async () => {
    const out = place('set');
    await makeScenes({ ...SIZE, count: 5, seed: 6, out, workers: 0 });
    await rm(join(out, 'scenes.json'));
    const reader = await openDataset(out, { split: 'test' });
    expect(reader).toMatchObject({ plan: { layout: 'nyuv2' }, tasks: ['seg', 'sn', 'depth'] });
    const { seg } = (await reader.readRaw(0)).labels;
    expect([...(seg?.data ?? [])]).toEqual([...renderScene(6, 4, SIZE).seg]);
  });

  it('has a label for every control task, with the relation it promises', async () => {
    const out = place('set');
    await makeScenes({ ...SIZE, count: 6, seed: 7, out, workers: 0, testPercent: 0, controls: ALL });
    const opened = await openDataset(out, { split: 'train' });
    expect(opened.controls).toEqual(CONTROL_TASKS);
    const { labels } = await selectTasks(opened, CONTROL_TASKS).readRaw(2);
    const own = renderScene(7, 2, SIZE);
    const monotone = labels.depth_monotone?.data ?? [];
    own.depth.forEach((d, p) => expect(monotone[p]).toBeCloseTo(d / (d + 3), 4));
    const normal = labels.sn_rotated?.data ?? [];
    for (let p = 0; p < own.seg.length; p++) expect(normal[p * 3 + 1]).toBe(own.normal[p * 3 + 2]);
    const other = [0, 1, 3, 4, 5].find((i) =>
      Buffer.from(renderScene(7, i, SIZE).seg).equals(Buffer.from(labels.seg_shuffled?.data ?? [])),
    );
    const theirs = (await selectTasks(opened, PUBLISHED_TASKS).readRaw(other ?? -1)).labels;
    expect(labels.sn_shuffled?.data).toEqual(theirs.normal?.data);
    expect(labels.depth_shuffled?.data).toEqual(theirs.depth?.data);
    expect(labels.keypoint_shuffled?.data).toEqual(theirs.keypoint?.data);
    expect(labels.edge_shuffled?.data).toEqual(theirs.edge?.data);
    const noise = labels.noise?.data ?? [];
    expect(Math.min(...noise)).toBe(-1);
    expect(Math.max(...noise)).toBe(1);
  });

  it('pads edges and keypoints with the mark for missing, not with a response', async () => {
    const out = place('set');
    await makeScenes({ ...SIZE, count: 4, seed: 9, out, workers: 0, testPercent: 0 });
    const reader = await openDataset(out, { split: 'train' });
    const options = { batchSize: 4, seed: 0, crop: 112, compat: 'correct', threads: 0 } as const;
    for await (const { batch } of await createLoader({ reader, batches: [0], ...options }))
      for (const { labels } of batch.samples)
        for (const map of [labels.edge ?? [], labels.keypoint ?? []]) {
          expect([...map]).toContain(255);
          for (const value of map) expect(value === 255 || (value >= -1 && value <= 1)).toBe(true);
        }
  });

  it('passes the check of data sets without a problem', async () => {
    const out = place('set');
    await makeScenes({ ...SIZE, count: 6, seed: 8, out, workers: 0, testPercent: 0, controls: ALL });
    const report = await checkDataset(out, { splits: ['train'] });
    expect(report).toMatchObject({ layout: 'scenes', problems: [] });
    expect(Object.keys(report.splits[0]?.labels ?? {})).toEqual(TASKS.map((task) => TASK_LABEL[task]));
  });

  it('tells how far it is', async () => {
    const seen: SceneProgress[] = [];
    const onProgress = (progress: SceneProgress): void => void seen.push(progress);
    const { bytes } = await makeScenes({
      ...SIZE,
      count: 4,
      seed: 1,
      out: place('set'),
      workers: 2,
      onProgress,
    });
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3, 4]);
    expect(seen.at(-1)).toEqual({ done: 4, count: 4, bytes });
  });

  it('takes an empty folder, and refuses one with anything in it or a file', async () => {
    await mkdir(place('empty'));
    await makeScenes({ ...SIZE, count: 1, seed: 1, out: place('empty'), workers: 0, testPercent: 0 });
    const again = makeScenes({ ...SIZE, count: 1, seed: 1, out: place('empty'), workers: 0 });
    await expect(again).rejects.toThrow(ConflictError);
    await writeFile(place('file'), 'mine');
    const onFile = makeScenes({ ...SIZE, count: 1, seed: 1, out: place('file'), workers: 0 });
    await expect(onFile).rejects.toThrow(/is not a folder/);
    expect(await readFile(place('file'), 'utf8')).toBe('mine');
    expect((await readdir(scratch)).sort()).toEqual(['empty', 'file']);
  });

  it('clears away what a killed process left of the same set, and nothing else', async () => {
    const dead = String(spawnSync(process.execPath, ['-e', '']).pid);
    const living = `set.${String(process.pid)}.0badcafe.tmp`;
    const kept = [living, `other.${dead}.0badcafe.tmp`, `set.${dead}.tmp`, 'set.one.0badcafe.tmp'];
    for (const name of [...kept, `set.${dead}.0badcafe.tmp`])
      await mkdir(place(join(name, 'img')), { recursive: true });
    await makeScenes({ ...SIZE, count: 1, seed: 1, out: place('set'), workers: 0, testPercent: 0 });
    expect((await readdir(scratch)).sort()).toEqual([...kept, 'set'].sort());
  });

  it.each([0, 2])('leaves nothing when stopped, with %i threads', async (workers) => {
    const stop = new AbortController();
    const onProgress = (): void => {
      stop.abort();
    };
    const made = makeScenes({
      ...SIZE,
      count: 50,
      seed: 1,
      out: place('set'),
      workers,
      onProgress,
      signal: stop.signal,
    });
    await expect(made).rejects.toThrow(CancelledError);
    expect(await readdir(scratch)).toEqual([]);
  });

  it('does not begin when it is stopped already', async () => {
    const signal = AbortSignal.abort();
    const made = makeScenes({ ...SIZE, count: 3, seed: 1, out: place('set'), workers: 1, signal });
    await expect(made).rejects.toThrow(CancelledError);
    expect(await readdir(scratch)).toEqual([]);
  });

  it.each([
    ['count', { count: 0 }],
    ['count', { count: 1.5 }],
    ['count', { count: 2_000_000 }],
    ['height', { height: 8 }],
    ['width', { width: 5000 }],
    ['seed', { seed: -1 }],
    ['testPercent', { testPercent: 95 }],
    ['workers', { workers: NaN }],
    ['out', { out: '' }],
    ['controls', { controls: ['noise', 'noise'] as const }],
  ])('refuses a %s out of bounds and names it', async (field, wrong) => {
    const request = { ...SIZE, count: 3, seed: 1, out: place('set'), workers: 0, ...wrong };
    const error: unknown = await makeScenes(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ details: { field } });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('refuses more than the disk holds, and a place that cannot be', async () => {
    await expect(requireRoom(place('set'), 1e18)).rejects.toThrow(ResourceExhaustedError);
    await expect(requireRoom(place('deep/er/set'), 1)).resolves.toBeUndefined();
  });

  it('says so when a set is asked for that is not there', async () => {
    await expect(openDataset(place('set'), { split: 'train' })).rejects.toThrow(NotFoundError);
  });
});

/** R, G, B from B, G, R. */
function turned(bgr: ArrayLike<number>): readonly number[] {
  return Array.from(bgr, (_, i) => bgr[i - (i % 3) + 2 - (i % 3)] as number);
}
