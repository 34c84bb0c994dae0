import { mkdir, symlink } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDoctor } from '@metasparse/setup/doctor';
import { installAdvice } from '../src/machine/install-advice.mjs';
import { requireCompiler } from '../src/machine/compiler.mjs';
import { missingPython, pythonAdvice } from '../src/machine/python.mjs';
import { unsupportedReason } from '../src/machine/platform.mjs';
import { temporaryFolder } from './temporary-folder.js';

interface Answer {
  readonly ok: boolean;
  readonly checks: readonly { name: string; status: string; found: string; advice?: string }[];
}

/** A PATH that holds only the named programs. */
async function pathWith(folder: string, programs: readonly string[]): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const name of programs) {
    const target = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    await symlink(target, join(bin, name));
  }
  return bin;
}

async function ask(options: {
  env: NodeJS.ProcessEnv;
  clone?: string;
}): Promise<{ code: number; answer: Answer }> {
  let text = '';
  const code = await runDoctor({ ...options, json: true, write: (part) => (text += part) });
  return { code, answer: JSON.parse(text) as Answer };
}

test('on a machine where everything is installed nothing is missing', async () => {
  const { code, answer } = await ask({ env: process.env });
  expect(answer.checks.filter(({ status }) => status === 'missing')).toEqual([]);
  expect(code).toBe(0);
  expect(answer.checks.find(({ name }) => name === 'Binding')?.found).toMatch(
    /^TensorFlow 2\.21\.0 on the [CG]PU$/,
  );
});

test('a machine without g++ is told what to install, and exits with 6', async () => {
  const folder = await temporaryFolder();
  const env = {
    PATH: await pathWith(folder, ['python3', 'getconf']),
    METASPARSE_CACHE: join(folder, 'cache'),
  };
  const { code, answer } = await ask({ env, clone: folder });
  const compiler = answer.checks.find(({ name }) => name === 'C++ compiler');
  expect(compiler).toMatchObject({ status: 'missing', found: 'no g++ or clang++' });
  expect(compiler?.advice).toMatch(/g\+\+|gcc-c\+\+/);
  expect(answer.ok).toBe(false);
  expect(code).toBe(6);
});

test('a machine without anything gets an answer for every check', async () => {
  const folder = await temporaryFolder();
  const env = {
    PATH: join(folder, 'none'),
    METASPARSE_CACHE: join(folder, 'cache'),
    METASPARSE_DEVICE: 'gpu',
  };
  const { answer } = await ask({ env, clone: folder });
  const missing = answer.checks.filter(({ status }) => status === 'missing').map(({ name }) => name);
  expect(missing).toEqual(
    expect.arrayContaining(['npm', 'Python', 'C++ compiler', 'GPU', 'npm packages', 'Binding']),
  );
  for (const check of answer.checks.filter(({ status }) => status === 'missing'))
    expect(check.advice).toBeTruthy();
});

test('without g++ the compile step stops with the command that installs it', async () => {
  const folder = await temporaryFolder();
  await expect(requireCompiler({ PATH: folder })).rejects.toMatchObject({
    exitCode: 6,
    advice: expect.stringMatching(/^Install it with: sudo /),
  });
});

test('the advice follows the distribution', () => {
  expect(installAdvice('compiler', 'ID=ubuntu\nID_LIKE=debian\n')).toBe(
    'Install it with: sudo apt-get install -y g++',
  );
  expect(installAdvice('compiler', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n')).toBe(
    'Install it with: sudo dnf install -y gcc-c++',
  );
  expect(installAdvice('python', 'ID=arch')).toMatch(/apt-get.*dnf/);
});

test('a pip that is too old or missing is named with the bound', () => {
  const old = { command: 'python3', python: '3.8.10', pip: '20.0.2' };
  expect(missingPython(old)).toBe('pip 20.3 or later is needed, and python3 has pip 20.0.2.');
  expect(pythonAdvice(old)).toBe('Upgrade it with: python3 -m pip install --user --upgrade pip');
  expect(missingPython({ ...old, pip: undefined })).toBe('Python 3.8.10 (python3) has no pip.');
  expect(missingPython(undefined)).toMatch(/none on PATH/);
});

test('other systems are refused with the reason', () => {
  const here = { platform: 'linux', arch: 'x64', glibc: '2.36', node: '20.19.0' };
  expect(unsupportedReason(here)).toBeUndefined();
  expect(unsupportedReason({ ...here, platform: 'darwin', arch: 'arm64' })).toContain('darwin arm64');
  expect(unsupportedReason({ ...here, glibc: '2.17' })).toContain(
    'glibc 2.27 or later, and this system has 2.17',
  );
  expect(unsupportedReason({ ...here, glibc: undefined })).toContain('another C library');
});

test('the table is what a person reads: a word, a name, what was found, what to do', async () => {
  let text = '';
  const folder = await temporaryFolder();
  const env = { PATH: folder, METASPARSE_CACHE: join(folder, 'cache') };
  await runDoctor({ env, clone: folder, write: (part) => (text += part) });
  expect(text).toMatch(/^MISSING {2}C\+\+ compiler {2}no g\+\+ or clang\+\+$/m);
  expect(text).toMatch(/^Missing: .*C\+\+ compiler.*\.$/m);
});
