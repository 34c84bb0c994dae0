import { basename, relative, sep } from 'node:path';

const TOO_GENERAL = ['common', 'helper', 'helpers', 'misc', 'shared', 'types', 'util', 'utils'];
const ROOTS = ['libs', 'services', 'tools'];
const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*\.(?:ts|mjs|tsx)$/;

/**
 * A file lies at most at `libs/<lib>/src/<topic>/<file>` (the same for services and tools), is named in kebab-case
 * after the one thing inside, and no file or folder has a name that says nothing.
 * @type {import('eslint').Rule.RuleModule}
 */
export const filePlace = {
  meta: {
    type: 'problem',
    docs: { description: 'keeps sources flat and named after what is inside' },
    messages: {
      deep: '{{path}} lies too deep: at most {{root}}/<project>/src/<topic>/<file>.',
      general: 'The name "{{name}}" says nothing: name it after the one thing inside.',
      kebab: '{{name}} is not kebab-case.',
    },
    schema: [],
  },
  create(context) {
    return {
      Program(node) {
        const parts = relative(context.cwd, context.filename).split(sep);
        for (const problem of problems(parts)) context.report({ node, ...problem });
      },
    };
  },
};

/** @param {readonly string[]} parts of the path from the repository's root */
function problems(parts) {
  const [root = '', , place, ...below] = parts;
  if (!ROOTS.includes(root)) return [];
  const name = basename(parts.at(-1) ?? '');
  const general = parts.map((part) => part.split('.')[0] ?? '').find((part) => TOO_GENERAL.includes(part));
  return [
    ...(place === 'src' && below.length > 2
      ? [{ messageId: 'deep', data: { path: parts.join('/'), root } }]
      : []),
    ...(general === undefined ? [] : [{ messageId: 'general', data: { name: general } }]),
    ...(KEBAB.test(name) ? [] : [{ messageId: 'kebab', data: { name } }]),
  ];
}
