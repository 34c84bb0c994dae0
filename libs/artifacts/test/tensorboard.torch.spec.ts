import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventFile, eventFileName, type ScalarEvent } from '@metasparse/artifacts';
import { tensorboardPlace } from './tensorboard-place.js';

const SCRIPT = fileURLToPath(new URL('read_events.py', import.meta.url));
const run = promisify(execFile);

describe("an event file in TensorBoard's reader", () => {
  const folder = mkdtempSync(join(tmpdir(), 'metasparse-tensorboard-'));
  const path = join(folder, eventFileName(1_767_225_600));
  const events: readonly ScalarEvent[] = [0, 127, 128, 100_000, 2 ** 40].map((step) => ({
    step,
    wallTimeSeconds: 1_767_225_600.25 + step,
    values: { 'loss/seg': step / 3, 'learning rate': 1e-3, 'Maß/ä': -step },
  }));
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    env = await tensorboardPlace();
    const file = EventFile.create(path, 1_767_225_600);
    file.append(events);
    file.close();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function read(file: string): Promise<readonly unknown[]> {
    const { stdout } = await run('python3', ['-W', 'ignore', SCRIPT, file], { env });
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  }

  const asRead = ({ step, wallTimeSeconds: wallTime, values }: ScalarEvent) => ({
    wallTime,
    step,
    version: '',
    values: Object.fromEntries(Object.entries(values).map(([tag, value]) => [tag, Math.fround(value)])),
  });

  it('gives back every step, time and value', async () => {
    const version = { wallTime: 1_767_225_600, step: 0, version: 'brain.Event:2', values: {} };
    expect(await read(path)).toEqual([version, ...events.map(asRead)]);
  });

  it('is read up to the record that a killed process left unfinished', async () => {
    const cut = join(folder, 'cut.tfevents');
    writeFileSync(cut, readFileSync(path).subarray(0, -5));
    expect((await read(cut)).slice(1)).toEqual(events.slice(0, -1).map(asRead));
  });

  it('is read up to the record in which a bit has changed', async () => {
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 6) ^ 1, bytes.length - 6);
    const changed = join(folder, 'changed.tfevents');
    writeFileSync(changed, bytes);
    expect((await read(changed)).slice(1)).toEqual(events.slice(0, -1).map(asRead));
  });
});
