import { fileURLToPath } from 'node:url';
import { runToEnd } from '../run/child.js';
import { spreadOf, type Spread } from '../result/spread.js';

export const HELP_SECONDS = 0.3;

const METASPARSE = fileURLToPath(new URL('../../../cli/bin/metasparse.mjs', import.meta.url));
const STARTS = 7;

/** Seconds from starting `metasparse --help` to its end; the first start, which warms the disk cache, is left out. */
export async function measureHelp(signal: AbortSignal): Promise<Spread> {
  const seconds: number[] = [];
  for (let start = 0; start <= STARTS; start += 1) {
    const command = { file: process.execPath, args: [METASPARSE, '--help'], env: {} };
    seconds.push((await runToEnd(command, signal)).wallSeconds);
  }
  return spreadOf(seconds.slice(1));
}
