import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { earlierRun } from './earlier-run.js';

const RUN = {
  schema: 'metasparse.run/v1',
  versions: { tensorflow: '2.21.0' },
  device: { kind: 'cpu' },
  times: {
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:04:45.500Z',
    seconds: 40.5,
    secondsPerBatch: 4,
    idleShare: 0.1,
    perPhase: { saliency: 30, similarity: 8 },
  },
  peakMemoryBytes: 1e9,
};

let out = '';
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'earlier-'));
});
afterEach(async () => {
  await rm(out, { recursive: true });
});

it('gives what the earlier start took', async () => {
  await writeFile(join(out, 'run.json'), JSON.stringify({ ...RUN, later: 1 }));
  expect(earlierRun(out)).toEqual(RUN);
});

it('finds nothing where there was no earlier start', () => {
  expect(earlierRun(out)).toBeNull();
});

it.each([
  '',
  '{broken',
  '[]',
  'null',
  JSON.stringify({ ...RUN, times: null }),
  JSON.stringify({ ...RUN, times: { ...RUN.times, seconds: 'long' } }),
  JSON.stringify({ ...RUN, schema: 'metasparse.run/v2' }),
])('leaves a damaged record aside: %s', async (text) => {
  await writeFile(join(out, 'run.json'), text);
  expect(earlierRun(out)).toBeNull();
});
