import { readFileSync } from 'node:fs';

/**
 * Reads what a runner reported and prints "<passed> <failed>": node count.mjs <kind> <file> <exit code>.
 * A runner that failed without saying what failed counts as one failure.
 */
const [kind = '', file = '', code = '1'] = process.argv.slice(2);

/** @typedef {[passed: number, failed: number]} Count */

/** @type {Record<string, (text: string) => Count>} */
const COUNTS = { vitest, conformance, eslint, prettier, tsc, command: () => [1, 0] };

const [passed, failed] = COUNTS[kind]?.(read()) ?? [0, 1];
const silent = Number(code) !== 0 && failed === 0;
console.log(silent ? `${kind === 'vitest' || kind === 'conformance' ? passed : 0} 1` : `${passed} ${failed}`);

/** @returns {string} empty when there is no file */
function read() {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: object[] }[] }} VitestReport
 */

/** A file that does not load counts as one failure, and so does each test that was skipped. */
/** @param {string} text @returns {Count} */
function vitest(text) {
  if (text === '') return [0, 1];
  const report = /** @type {VitestReport} */ (JSON.parse(text));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  return [report.numPassedTests, report.numFailedTests + skipped + unloaded.length];
}

/** Its closing line is "N passed, N failed". */
/** @param {string} text @returns {Count} */
function conformance(text) {
  const found = [...text.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return found === undefined ? [0, 1] : [Number(found[1]), Number(found[2])];
}

/** Its closing line is "✖ 3 problems (2 errors, 1 warning)", and nothing when all is well. */
/** @param {string} text @returns {Count} */
function eslint(text) {
  return clean(Number(/✖ (\d+) problems?/.exec(text)?.[1] ?? 0));
}

/** Its closing line is "Code style issues found in 3 files", or "in the above file". */
/** @param {string} text @returns {Count} */
function prettier(text) {
  return clean([...text.matchAll(/^\[warn\] (?!Code style)/gm)].length);
}

/** @param {string} text @returns {Count} */
function tsc(text) {
  return clean([...text.matchAll(/error TS\d+/g)].length);
}

/** @param {number} problems @returns {Count} */
function clean(problems) {
  return problems === 0 ? [1, 0] : [0, problems];
}
