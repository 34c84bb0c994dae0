import { existsSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, isRunning, RunPlace, type RunEvent } from './cli-process.js';

const place = new RunPlace();
let undisturbed: Record<string, string>;

beforeAll(async () => {
  const { code, stderr } = await place.run('one', ['--workers', '1']);
  expect([code, stderr]).toEqual([0, '']);
  undisturbed = place.digests('one');
});

afterAll(() => {
  place.remove();
});

/** Does something once, at the n-th event of a name. */
function at<T>(name: string, n: number, act: (target: T) => void): (event: RunEvent, target: T) => void {
  let seen = 0;
  return ({ event }, target) => {
    if (event === name && ++seen === n) act(target);
  };
}

const planned = (events: readonly RunEvent[]): RunEvent | undefined =>
  events.find(({ event }) => event === 'planned');

describe('a similarity run', () => {
  it.each([2, 3])('gives the same bits with %i workers as with one', async (workers) => {
    const out = `workers-${workers}`;
    const { code, events } = await place.run(out, ['--workers', String(workers)]);
    expect(code).toBe(0);
    expect(planned(events)?.workers).toBe(workers);
    expect(place.digests(out)).toEqual(undisturbed);
  });

  it.each([
    ['device', 1, 0],
    ['batch', 1, 0],
    ['batch', 3, 1],
    ['judging', 1, 3],
    ['analysing', 2, 6],
  ])('killed at %s %i goes on where it was and ends with the same bits', async (name, n, least) => {
    const out = `killed-${name}-${n}`;
    const killed = await place.run(
      out,
      ['--workers', '1'],
      at(name, n, (child: { kill(signal: NodeJS.Signals): boolean }) => child.kill('SIGKILL')),
    );
    expect(killed.signal).toBe('SIGKILL');
    expect(existsSync(join(place.path, out, 'run.json'))).toBe(false);
    const second = await place.run(out, ['--workers', '2']);
    expect([second.code, second.stderr]).toEqual([0, '']);
    expect(planned(second.events)?.batchesDone).toBeGreaterThanOrEqual(least);
    expect(place.digests(out)).toEqual(undisturbed);
    expect(place.unfinished(out)).toEqual([]);
  });

  it('says that a compute process was killed, leaves nothing half-written, and finishes when started again', async () => {
    const first = await place.run(
      'child',
      ['--workers', '1'],
      at('batch', 2, ({ pid }: { readonly pid?: number | undefined }) => {
        for (const child of childrenOf(pid ?? -1)) process.kill(child, 'SIGKILL');
      }),
    );
    expect([first.code, first.stderr]).toEqual([7, expect.stringContaining('a compute process was killed')]);
    expect(first.stderr).not.toMatch(/^\s+at /m);
    expect(place.unfinished('child')).toEqual([]);
    expect(existsSync(join(place.path, 'child/work/lock'))).toBe(false);
    expect((await place.run('child')).code).toBe(0);
    expect(place.digests('child')).toEqual(undisturbed);
  });

  it('stops cleanly on an interrupt, says how to go on, and leaves no process and no unfinished file', async () => {
    let children: number[] = [];
    const stopped = await place.run(
      'stopped',
      ['--workers', '2'],
      at(
        'batch',
        3,
        (child: { readonly pid?: number | undefined; kill(signal: NodeJS.Signals): boolean }) => {
          children = childrenOf(child.pid ?? -1);
          child.kill('SIGINT');
        },
      ),
    );
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain('the same command goes on from there');
    expect(stopped.stderr).toContain('metasparse similarity --json --data data');
    expect(children).toHaveLength(2);
    expect(children.filter(isRunning)).toEqual([]);
    expect(place.unfinished('stopped')).toEqual([]);
    expect((await place.run('stopped')).code).toBe(0);
    expect(place.digests('stopped')).toEqual(undisturbed);
  });

  it('interrupted before it computed anything leaves no folder', async () => {
    const stopped = await place.run(
      'early',
      [],
      at('planned', 1, (child: { kill(signal: NodeJS.Signals): boolean }) => child.kill('SIGTERM')),
    );
    expect(stopped.code).toBe(143);
    expect(existsSync(join(place.path, 'early'))).toBe(false);
  });
});

describe('the folder of a run', () => {
  it('that is finished is answered from, with the same files', async () => {
    const { code, events } = await place.run('one', ['--workers', '1']);
    expect(code).toBe(0);
    expect(planned(events)).toMatchObject({ batchesDone: 6, workers: 0 });
    expect(place.digests('one')).toEqual(undisturbed);
  });

  it('refuses another run and names what differs', async () => {
    const { code, stderr } = await place.run('one', ['--crop', '129', '--compat', 'reference']);
    expect(code).toBe(5);
    expect(stderr).toContain('crop is 97 there, 129 here');
    expect(stderr).toContain('compat is "correct" there, "reference" here');
    expect(place.digests('one')).toEqual(undisturbed);
  });

  it('is refused while a living process works on it, and taken over from a dead one', async () => {
    const work = join(place.path, 'one/work');
    await mkdir(work, { recursive: true });
    writeFileSync(join(work, 'lock'), String(process.pid));
    const { code, stderr } = await place.run('one');
    expect([code, stderr]).toEqual([5, expect.stringContaining(`process ${process.pid} is working`)]);
    writeFileSync(join(work, 'lock'), '4194305');
    expect((await place.run('one')).code).toBe(0);
  });

  it('goes to one of two runs that start at once', async () => {
    const both = await Promise.all([place.run('both'), place.run('both')]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 5]);
    expect(place.digests('both')).toEqual(undisturbed);
  });
});
