import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { DIRECTIONS } from '../src/directions.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The snippets are no files of any program, so the rules that need types are off; the walls need none. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [{ ...tseslint.configs.disableTypeChecked }],
});

async function brokenRules(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${ROOT}/${path}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const CORE = 'libs/scenenet/src/net/probe.ts';
const STEPS = 'libs/steps/src/compute/probe.ts';
const CLI = 'tools/cli/src/commands/probe.ts';

const uses = (name: string, from: string) => `import { ${name} } from '${from}';\n${name}();\n`;
const typeOf = (name: string, from: string) =>
  `import type { ${name} } from '${from}';\nexport type Probe = ${name};\n`;

interface Wall {
  readonly wall: string;
  readonly rule: string;
  /** Path and text that must break the rule. */
  readonly broken: readonly [path: string, code: string];
  /** The same intent where or how it is allowed: breaks no rule. */
  readonly allowed: readonly [path: string, code: string];
}

const BOUNDARIES = '@nx/enforce-module-boundaries';
const IMPORTS = '@typescript-eslint/no-restricted-imports';

const PROJECT_WALLS: readonly Wall[] = [
  {
    wall: 'contracts import no project',
    rule: BOUNDARIES,
    broken: ['libs/contracts/src/probe.ts', uses('saliency', '@metasparse/sparsity')],
    allowed: ['libs/steps/src/probe.ts', uses('saliency', '@metasparse/sparsity')],
  },
  {
    wall: 'the core imports only the core',
    rule: BOUNDARIES,
    broken: [CORE, uses('openDataset', '@metasparse/datasets')],
    allowed: [STEPS, uses('openDataset', '@metasparse/datasets')],
  },
  {
    wall: 'the parts of the core import each other in one direction',
    rule: BOUNDARIES,
    broken: ['libs/sparsity/src/mask/probe.ts', uses('similarity', '@metasparse/affinity')],
    allowed: ['libs/affinity/src/metrics/probe.ts', uses('similarity', '@metasparse/sparsity')],
  },
  {
    wall: 'the core uses no package from elsewhere',
    rule: BOUNDARIES,
    broken: [CORE, uses('sharp', 'sharp')],
    allowed: ['libs/datasets/src/image/probe.ts', uses('sharp', 'sharp')],
  },
  {
    wall: 'datasets see contracts and scenenet, not the rest of the core',
    rule: BOUNDARIES,
    broken: ['libs/datasets/src/npy/probe.ts', uses('saliency', '@metasparse/sparsity')],
    allowed: ['libs/datasets/src/npy/probe.ts', uses('taskOf', '@metasparse/scenenet')],
  },
  {
    wall: 'datasets use one image decoder and nothing else from elsewhere',
    rule: BOUNDARIES,
    broken: ['libs/datasets/src/npy/probe.ts', uses('Command', 'commander')],
    allowed: [CLI, uses('Command', 'commander')],
  },
  {
    wall: 'tf-native sees the core, not the contracts',
    rule: BOUNDARIES,
    broken: ['libs/tf-native/src/probe.ts', uses('DomainError', '@metasparse/contracts')],
    allowed: ['libs/tf-native/src/probe.ts', typeOf('Kernels', '@metasparse/scenenet')],
  },
  {
    wall: 'an adapter imports no dataset',
    rule: BOUNDARIES,
    broken: ['libs/artifacts/src/npy/probe.ts', uses('openDataset', '@metasparse/datasets')],
    allowed: ['libs/artifacts/src/npy/probe.ts', uses('DomainError', '@metasparse/contracts')],
  },
  {
    wall: 'formats import the files and the core, no dataset',
    rule: BOUNDARIES,
    broken: ['libs/interchange/src/net/probe.ts', uses('openDataset', '@metasparse/datasets')],
    allowed: ['libs/interchange/src/net/probe.ts', uses('writeSafetensors', '@metasparse/artifacts')],
  },
  {
    wall: 'formats use no package from elsewhere',
    rule: BOUNDARIES,
    broken: ['libs/interchange/src/zip/probe.ts', uses('unzipSync', 'fflate')],
    allowed: ['libs/interchange/src/zip/probe.ts', uses('netLayers', '@metasparse/scenenet')],
  },
  {
    wall: 'steps import no tool',
    rule: BOUNDARIES,
    broken: [STEPS, uses('main', '@metasparse/cli')],
    allowed: [CLI, uses('main', '@metasparse/steps')],
  },
  {
    wall: 'another project is not reached by a relative path',
    rule: BOUNDARIES,
    broken: ['libs/datasets/src/npy/probe.ts', uses('taskOf', '../../../scenenet/src/index.js')],
    allowed: ['libs/datasets/src/npy/probe.ts', uses('source', '../source/byte-source.js')],
  },
  {
    wall: 'tools do not reach into each other',
    rule: BOUNDARIES,
    broken: [CLI, uses('check', '../../../conformance/src/check.js')],
    allowed: [CLI, uses('runDoctor', '@metasparse/setup/doctor')],
  },
];

const IMPORT_WALLS: readonly Wall[] = [
  {
    wall: 'no import goes deeper than a project',
    rule: IMPORTS,
    broken: [STEPS, uses('layer', '@metasparse/scenenet/src/net/layers.js')],
    allowed: [STEPS, uses('layer', '@metasparse/scenenet')],
  },
  {
    wall: 'the core does no input or output',
    rule: IMPORTS,
    broken: [CORE, uses('readFileSync', 'node:fs')],
    allowed: [STEPS, uses('readFileSync', 'node:fs')],
  },
  {
    wall: 'the core uses the types of tfjs-core only',
    rule: IMPORTS,
    broken: [CORE, uses('conv2d', '@tensorflow/tfjs-core')],
    allowed: [CORE, typeOf('Tensor', '@tensorflow/tfjs-core')],
  },
  {
    wall: 'the core does not know the TensorFlow binding',
    rule: IMPORTS,
    broken: [CORE, typeOf('Tensor', '@tensorflow/tfjs-node-gpu')],
    allowed: ['libs/tf-native/src/probe.ts', typeOf('Tensor', '@tensorflow/tfjs-node-gpu')],
  },
  {
    wall: 'tf-native is the only importer of TensorFlow',
    rule: IMPORTS,
    broken: [STEPS, uses('conv2d', '@tensorflow/tfjs-core')],
    allowed: ['libs/tf-native/src/kernels/probe.ts', uses('conv2d', '@tensorflow/tfjs-node-gpu')],
  },
  {
    wall: 'an adapter uses the types of the core only',
    rule: IMPORTS,
    broken: ['libs/artifacts/src/masks/probe.ts', uses('topKMask', '@metasparse/sparsity')],
    allowed: ['libs/artifacts/src/masks/probe.ts', typeOf('BitMask', '@metasparse/sparsity')],
  },
];

const PURE_WALLS: readonly Wall[] = [
  ['Math.random();', 'no-restricted-properties'],
  ['Date.now();', 'no-restricted-properties'],
  ['new Date();', 'no-restricted-syntax'],
  ['performance.now();', 'no-restricted-globals'],
  ['process.exit();', 'no-restricted-globals'],
  ['void fetch("x");', 'no-restricted-globals'],
  ['console.log("x");', 'no-restricted-globals'],
].map(([code = '', rule = '']) => ({
  wall: `the core is pure: no ${code}`,
  rule,
  broken: [CORE, code],
  allowed: [STEPS, code],
}));

const STYLE_WALLS: readonly Wall[] = [
  {
    wall: 'settings are read in config.ts only',
    rule: 'no-restricted-properties',
    broken: [STEPS, 'export const home = process.env.HOME;'],
    allowed: ['libs/steps/src/machine/config.ts', 'export const home = process.env.HOME;'],
  },
  {
    wall: 'nothing is exported by default',
    rule: 'import/no-default-export',
    broken: [STEPS, 'export default 1;'],
    allowed: [STEPS, 'export const one = 1;'],
  },
  {
    wall: 'imports make no cycle',
    rule: 'import/no-cycle',
    broken: [
      'tools/lint/test/cycle/one.ts',
      "import { TWO } from './two.js';\nexport const ONE = TWO - 1;\n",
    ],
    allowed: [
      'tools/lint/test/cycle/three.ts',
      "import { TWO } from './two.js';\nexport const THREE = TWO + 1;\n",
    ],
  },
  {
    wall: 'a file has at most 300 lines',
    rule: 'max-lines',
    broken: [STEPS, 'export {};\n'.padEnd(311, '\n')],
    allowed: [STEPS, 'export {};\n'.padEnd(200, '\n')],
  },
  {
    wall: 'a function has at most 50 lines',
    rule: 'max-lines-per-function',
    broken: [STEPS, `export function long(): void {\n${'  run();\n'.repeat(50)}}\n`],
    allowed: [STEPS, `export function long(): void {\n${'  run();\n'.repeat(48)}}\n`],
  },
  {
    wall: 'any is not a type',
    rule: '@typescript-eslint/no-explicit-any',
    broken: [STEPS, 'export const value = run() as any;'],
    allowed: [STEPS, 'export const value = run() as number;'],
  },
  {
    wall: 'no cast goes by way of unknown',
    rule: 'no-restricted-syntax',
    broken: [STEPS, 'export const value = run() as unknown as number;'],
    allowed: [STEPS, 'export const value = run() as unknown;'],
  },
  {
    wall: 'the compiler is not silenced',
    rule: '@typescript-eslint/ban-ts-comment',
    broken: [STEPS, '// @ts-ignore\nexport const value = run();'],
    allowed: [STEPS, '// a reason\nexport const value = run();'],
  },
  {
    wall: 'nothing is left to be done',
    rule: 'no-warning-comments',
    broken: [STEPS, '// TODO: more\nexport const value = 1;'],
    allowed: [STEPS, '// a reason\nexport const value = 1;'],
  },
  {
    wall: 'tests use no mocks',
    rule: 'no-restricted-properties',
    broken: ['libs/steps/src/compute/probe.spec.ts', "import { vi } from 'vitest';\nvi.fn();"],
    allowed: ['libs/steps/src/compute/probe.spec.ts', "import { expect } from 'vitest';\nexpect(1);"],
  },
  {
    wall: 'every test runs',
    rule: 'no-restricted-syntax',
    broken: ['libs/steps/src/compute/probe.spec.ts', "import { test } from 'vitest';\ntest.skip('x', run);"],
    allowed: ['libs/steps/src/compute/probe.spec.ts', "import { test } from 'vitest';\ntest('x', run);"],
  },
];

const PLACE_WALLS: readonly Wall[] = [
  'libs/steps/src/compute/deeper/probe.ts',
  'libs/steps/src/utils/probe.ts',
  'libs/steps/src/compute/helpers.ts',
  'libs/steps/src/common.spec.ts',
  'tools/cli/src/types.ts',
  'libs/steps/src/compute/WorkerPool.ts',
  'libs/steps/src/compute/worker_pool.ts',
].map((path) => ({
  wall: `a file is flat and named after what is inside: not ${path}`,
  rule: 'metasparse/file-place',
  broken: [path, 'export {};'],
  allowed: ['libs/steps/src/compute/worker-pool.ts', 'export {};'],
}));

const WALLS = [...PROJECT_WALLS, ...IMPORT_WALLS, ...PURE_WALLS, ...STYLE_WALLS, ...PLACE_WALLS];

test.each(WALLS)('$wall', async ({ rule, broken, allowed }) => {
  expect(await brokenRules(...broken)).toContain(rule);
  expect(await brokenRules(...allowed)).toEqual([]);
});

test('no service may import a service or a tool, and nothing but a tool may import a tool', () => {
  for (const { tag, inside } of DIRECTIONS.filter((row) => row.tag !== 'type:tool')) {
    expect(inside, tag).not.toContain('type:service');
    expect(inside, tag).not.toContain('type:tool');
    expect(inside, tag).not.toContain('*');
  }
});
