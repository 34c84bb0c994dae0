/** @typedef {import('../doctor.mjs').Check} Check */

const WORDS = { ok: 'ok', missing: 'MISSING', note: 'note' };

/**
 * A table for a terminal: status, name, what was found, and below it what to do.
 * @param {readonly Check[]} checks
 * @returns {string}
 */
export function formatChecks(checks) {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, status, found, advice }) => [
    `${WORDS[status].padEnd(7)}  ${name.padEnd(width)}  ${found}`,
    ...(advice === undefined ? [] : [`${' '.repeat(width + 11)}${advice}`]),
  ]);
  return `${lines.join('\n')}\n\n${summary(checks)}\n`;
}

/** @param {readonly Check[]} checks @returns {string} */
function summary(checks) {
  const missing = checks.filter(({ status }) => status === 'missing');
  if (missing.length === 0) return 'Nothing is missing.';
  return `Missing: ${missing.map(({ name }) => name).join(', ')}.`;
}
