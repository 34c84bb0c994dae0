import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { collect, hand } from '../src/console/command.mjs';
import { chooseDevice } from '../src/machine/gpu.mjs';
import { jobEnvironment } from '../src/jobs.mjs';
import { temporaryFolder } from './temporary-folder.js';

const RUN = fileURLToPath(new URL('../src/run.mjs', import.meta.url));
const COMMAND = fileURLToPath(new URL('../src/console/command.mjs', import.meta.url));

test('an unknown job is refused with the list of jobs', async () => {
  const { code, output } = await collect(process.execPath, [RUN, 'dance']);
  expect(code).toBe(2);
  expect(output.trim()).toBe('"dance" is no job. Jobs: setup, test, demo, conformance, bench, doctor.');
});

test('the exit code of the job is kept, and a death by signal is 128 + n', async () => {
  expect(await hand(process.execPath, ['-e', 'process.exitCode = 5'])).toBe(5);
  expect(await hand(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM")'])).toBe(143);
});

test('a signal sent to the runner reaches the job, whose exit code is kept', async () => {
  const job =
    'process.on("SIGINT", () => process.exit(130)); console.log("ready"); setInterval(() => {}, 1000);';
  const runner = `const { hand } = await import(${JSON.stringify(COMMAND)});
    process.exitCode = await hand(process.execPath, ['-e', ${JSON.stringify(job)}]);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(130);
});

test('a program that does not exist is code 127', async () => {
  expect((await collect('metasparse-no-such-program', [])).code).toBe(127);
});

test('METASPARSE_DEVICE decides the build, and auto looks for a driver', async () => {
  const folder = await temporaryFolder();
  expect(chooseDevice({ METASPARSE_DEVICE: 'gpu', PATH: '' })).toBe('gpu');
  expect(chooseDevice({ METASPARSE_DEVICE: 'cpu', PATH: '' })).toBe('cpu');
  await mkdir(join(folder, 'nvidia-smi'));
  expect(chooseDevice({ PATH: folder })).toBe('gpu');
  expect(() => chooseDevice({ METASPARSE_DEVICE: 'tpu' })).toThrow('METASPARSE_DEVICE is "tpu".');
});

test('the golden folder beside the clone is the default, and METASPARSE_SHARED wins', async () => {
  const folder = await temporaryFolder();
  const clone = join(folder, 'clone');
  expect(jobEnvironment(clone, {})).toEqual({});
  await mkdir(join(folder, 'shared'));
  expect(jobEnvironment(clone, {})).toEqual({ METASPARSE_SHARED: resolve(folder, 'shared') });
  expect(jobEnvironment(clone, { METASPARSE_SHARED: '/other' })).toEqual({ METASPARSE_SHARED: '/other' });
});
