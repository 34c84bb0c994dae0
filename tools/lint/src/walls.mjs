import { namesTagged, readProjects, sourcesTagged } from './projects.mjs';

/** @typedef {import('eslint').Linter.RulesRecord} Rules */
/** @typedef {{ group: string[], message: string, allowTypeImports?: boolean }} Pattern */

const PROJECTS = readProjects();

/** Another project is imported by its name, except for the entries that its package.json lists. */
const DEEP = {
  group: ['@metasparse/*/*', ...PROJECTS.flatMap(({ entries }) => entries.map((name) => `!${name}`))],
  message: 'Import the project by its name: what it offers is in its index.',
};

const TENSORFLOW = {
  group: ['@tensorflow/*'],
  message: 'libs/tf-native is the only importer of TensorFlow.',
};

const TENSORFLOW_TYPES = {
  group: ['@tensorflow/*', '!@tensorflow/tfjs-core'],
  message: 'The core may use the types of @tensorflow/tfjs-core and nothing else of TensorFlow.',
};

const TENSORFLOW_VALUES = {
  group: ['@tensorflow/tfjs-core'],
  message: 'The core may use the types of @tensorflow/tfjs-core, no values.',
  allowTypeImports: true,
};

const NODE = {
  group: ['node:*', 'fs', 'path', 'crypto', 'os', 'child_process', 'worker_threads', 'perf_hooks'],
  message: 'The numerical core does no input or output: bytes, time and seeds come in as arguments.',
};

const CORE_VALUES = {
  group: namesTagged(PROJECTS, 'type:core'),
  message: 'An adapter uses the types of the core, none of its functions.',
  allowTypeImports: true,
};

const PROCESS_MODULE = {
  group: ['node:process', 'process'],
  message: 'Settings are read in config.ts only; elsewhere use the global process.',
};

/** @param {readonly Pattern[]} patterns @returns {Rules} */
const noImports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });

const AMBIENT = [
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
];
const HIDDEN_INPUTS = [
  { object: 'Math', property: 'random', message: 'Draw from counters (seed, epoch, sample, layer).' },
  { object: 'Date', property: 'now', message: 'Time comes in as an argument.' },
];

const ENVIRONMENT = {
  object: 'process',
  property: 'env',
  message: 'Settings are read once, in config.ts, and passed on.',
};

const MOCKS = ['mock', 'fn', 'spyOn', 'stubGlobal', 'doMock'].map((property) => ({
  object: 'vi',
  property,
  message: 'Tests run the real thing.',
}));

const DOUBLE_CAST = {
  selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
  message: 'A cast by way of unknown hides a wrong type.',
};

const CLOCK = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes in as an argument.',
};

const UNFINISHED_TESTS = {
  selector:
    'CallExpression > MemberExpression[object.name=/^(?:test|it|describe)$/][property.name=/^(?:skip|only|todo|fails)$/]',
  message: 'Every test runs.',
};

/** Rules that hold in every source file. */
/** @type {Rules} */
export const EVERYWHERE = {
  ...noImports(DEEP, TENSORFLOW, PROCESS_MODULE),
  'no-restricted-properties': ['error', ENVIRONMENT],
  'no-restricted-syntax': ['error', DOUBLE_CAST],
};

/** @type {Rules} */
export const IN_CORE = {
  ...noImports(DEEP, TENSORFLOW_TYPES, TENSORFLOW_VALUES, NODE),
  'no-restricted-globals': ['error', ...AMBIENT],
  'no-restricted-properties': ['error', ENVIRONMENT, ...HIDDEN_INPUTS],
  'no-restricted-syntax': ['error', DOUBLE_CAST, CLOCK],
};

/** @type {Rules} */
export const IN_ADAPTERS = noImports(DEEP, TENSORFLOW, PROCESS_MODULE, CORE_VALUES);

/** @type {Rules} */
export const IN_TF_NATIVE = noImports(DEEP, PROCESS_MODULE);

/** @type {Rules} */
export const IN_TESTS = {
  ...noImports(DEEP, TENSORFLOW),
  'no-restricted-globals': 'off',
  'no-restricted-properties': ['error', ...MOCKS],
  'no-restricted-syntax': ['error', DOUBLE_CAST, UNFINISHED_TESTS],
};

/** @type {Rules} */
export const IN_CONFIG = { 'no-restricted-properties': 'off' };

/** Where the stricter rules hold, by the tags in each package.json. */
export const PLACES = {
  core: sourcesTagged(PROJECTS, 'type:core'),
  adapters: sourcesTagged(PROJECTS, 'type:adapter'),
  tfNative: sourcesTagged(PROJECTS, 'type:tf-native'),
};
