import nx from '@nx/eslint-plugin';
import { createProjectGraphAsync } from '@nx/devkit';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { constraints } from './tools/lint/src/directions.mjs';
import { filePlace } from './tools/lint/src/rules/file-place.mjs';
import {
  EVERYWHERE,
  IN_ADAPTERS,
  IN_CONFIG,
  IN_CORE,
  IN_TESTS,
  IN_TF_NATIVE,
  PLACES,
} from './tools/lint/src/walls.mjs';

process.env.NX_DAEMON = 'false';
/** Without a graph in its cache the boundaries rule skips itself in silence. */
await createProjectGraphAsync({ exitOnError: false });

const SOURCES = ['**/*.ts', '**/*.mjs'];
const TESTS = ['**/*.spec.ts', '*/*/test/**'];

/** @param {boolean} outside */
const boundaries = (outside) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { allow: [], depConstraints: constraints({ outside }), allowCircularSelfDependency: !outside },
  ],
});

export default defineConfig(
  { ignores: ['**/dist/', '**/gen/', '**/coverage/', '.nx/', 'runs/', 'demo-run/', '**/samples/'] },
  {
    files: SOURCES,
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx, import: importX, metasparse: { rules: { 'file-place': filePlace } } },
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.eslint.json'],
        tsconfigRootDir: dirname(fileURLToPath(import.meta.url)),
      },
    },
    settings: {
      'import-x/extensions': ['.ts', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mjs'] },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          project: 'tsconfig.eslint.json',
          conditionNames: ['@metasparse/source', 'types', 'import', 'node', 'default'],
        }),
      ],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...boundaries(true),
      ...EVERYWHERE,
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'import/no-default-export': 'error',
      'metasparse/file-place': 'error',
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // A cast in a JSDoc comment is checked by the compiler, but invisible to these rules.
    files: ['**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: PLACES.core, rules: IN_CORE },
  { files: PLACES.adapters, rules: IN_ADAPTERS },
  { files: PLACES.tfNative, rules: IN_TF_NATIVE },
  { files: ['**/config.ts', 'tools/setup/src/**'], rules: IN_CONFIG },
  {
    files: TESTS,
    rules: {
      ...boundaries(false),
      ...IN_TESTS,
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['*.config.ts', '*.config.mjs'], rules: { 'import/no-default-export': 'off', ...IN_CONFIG } },
);
