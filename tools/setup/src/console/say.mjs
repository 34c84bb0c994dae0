/** Set-up talks on stderr, so that stdout holds only what the job itself prints. */
const out = process.stderr;

/** @param {string} text one whole line */
export function say(text) {
  out.write(`${out.isTTY ? '\r\x1b[K' : ''}${text}\n`);
}

/**
 * Shows a state that changes: redrawn in place on a terminal, at most one plain line in `everyMs` elsewhere.
 * @param {number} [everyMs]
 * @returns {(text: string) => void}
 */
export function progressLine(everyMs = 10_000) {
  let last = Date.now();
  return (text) => {
    if (out.isTTY) {
      out.write(`\r\x1b[K  ${text}`);
      return;
    }
    if (Date.now() - last < everyMs) return;
    last = Date.now();
    out.write(`  ${text}\n`);
  };
}

/** @param {number} bytes @returns {string} in decimal units, as download pages count */
export function formatBytes(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${Math.round(bytes / 1e6)} MB`;
}

/** @param {number} startMs a Date.now() value @returns {string} seconds passed since then */
export function secondsSince(startMs) {
  return `${((Date.now() - startMs) / 1000).toFixed(1)} s`;
}
