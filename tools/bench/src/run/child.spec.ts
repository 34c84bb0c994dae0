import { CancelledError, UnsupportedError } from '@metasparse/contracts';
import { describe, expect, it } from 'vitest';
import { runToEnd, type Command } from './child.js';

describe('runToEnd', () => {
  it('gives what the process printed and passes the environment on', async () => {
    const command = { ...node('process.stdout.write(process.env.GREETING)'), env: { GREETING: 'hello' } };
    const pids: number[] = [];
    const finished = await runToEnd(command, new AbortController().signal, (pid) => pids.push(pid));
    expect(finished.stdout).toBe('hello');
    expect(pids).toHaveLength(1);
  });

  it('says what a failing process said last', async () => {
    const running = runToEnd(node('console.error("no room"); process.exit(3)'), new AbortController().signal);
    await expect(running).rejects.toThrow(UnsupportedError);
    await expect(running).rejects.toThrow(/ended with exit 3:\nno room$/);
  });

  it('shows what a failing process printed when it complained of nothing', async () => {
    const running = runToEnd(
      node('console.log("a table"); process.exitCode = 1'),
      new AbortController().signal,
    );
    await expect(running).rejects.toThrow(/ended with exit 1:\na table$/);
  });

  it('says that a program is not there', async () => {
    const running = runToEnd({ file: 'no-such-program', args: [], env: {} }, new AbortController().signal);
    await expect(running).rejects.toThrow(/ENOENT/);
  });

  it('ends the process when it is told to stop', async () => {
    const stop = new AbortController();
    const running = runToEnd(node('setInterval(() => undefined, 1000)'), stop.signal, () => {
      stop.abort();
    });
    await expect(running).rejects.toThrow(CancelledError);
  });
});

function node(script: string): Command {
  return { file: process.execPath, args: ['-e', script], env: {} };
}
