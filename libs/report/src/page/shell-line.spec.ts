import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellLine } from './shell-line.js';

describe('shell line', () => {
  it('quotes only what needs it', () => {
    expect(shellLine(['metasparse', 'similarity', '--data', 'my data', '--width', '1/8'])).toBe(
      "metasparse similarity --data 'my data' --width 1/8",
    );
  });

  it('is split by a shell into the arguments it was made from', () => {
    const argument = fc.string({ minLength: 0, maxLength: 12 }).filter((text) => !/[\0\n]/.test(text));
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (command) => {
        const printed = execFileSync('sh', ['-c', `printf '%s\\n' ${shellLine(command)}`], {
          encoding: 'utf8',
        });
        expect(printed).toBe(command.map((text) => `${text}\n`).join(''));
      }),
      { numRuns: 40 },
    );
  });
});
