import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '@metasparse/interchange';
import type { TrainSummary } from '@metasparse/report';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { openTrainingCheckpoint } from '../src/train/training-checkpoint.js';
import { childrenOf, isRunning, type OnEvent, type RunEvent } from './cli-process.js';
import { TrainPlace } from './train-place.js';

const PLAN: NetPlan = {
  widths: scaledWidths(1 / 32),
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'depth', classes: 1 },
  ],
};
const place = new TrainPlace();
let undisturbed: Record<string, string>;

beforeAll(async () => {
  await place.makeData();
  const { code, stderr } = await place.run('one');
  expect([code, stderr]).toEqual([0, '']);
  undisturbed = place.digests('one');
}, 240_000);

afterAll(() => {
  place.remove();
});

/** Sends a signal once, at the n-th event of a name. */
function at(name: string, n: number, signal: NodeJS.Signals, delayMs = 0): OnEvent {
  let seen = 0;
  return ({ event }: RunEvent, child: ChildProcess) => {
    if (event === name && ++seen === n) setTimeout(() => child.kill(signal), delayMs);
  };
}

/** Iterations done when a run began. */
const beginOf = (events: readonly RunEvent[]): number | undefined =>
  events.find(({ event }) => event === 'begin')?.iteration;

describe('a training run', () => {
  it.each([
    ['checkpoint', 1, 0, 0],
    ['checkpoint', 2, 4, Math.random() * 150],
    ['test', 1, 4, 0],
    ['step', 1, 0, Math.random() * 600],
  ])(
    'killed %s %i goes on with --resume and ends with the same bits',
    async (name, n, least, delay) => {
      const out = `killed-${name}-${n}`;
      const killed = await place.run(out, [], at(name, n, 'SIGKILL', delay));
      const second = await place.run(out, ['--resume', '--readers', '3']);
      expect([second.code, second.stderr]).toEqual([0, '']);
      if (killed.signal === 'SIGKILL') expect(beginOf(second.events) ?? 12).toBeGreaterThanOrEqual(least);
      expect(place.digests(out)).toEqual(undisturbed);
      expect(place.unfinished(out)).toEqual([]);
    },
    240_000,
  );

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'stops on %s with a checkpoint and leaves no process',
    async (signal, exit) => {
      let children: number[] = [];
      const stop = at('step', 6, signal);
      const stopped = await place.run(signal, [], (event, child) => {
        if (event.event === 'device') children = childrenOf(child.pid ?? -1);
        stop(event, child);
      });
      expect([stopped.code, stopped.stderr]).toEqual([exit, expect.stringContaining('--resume')]);
      expect(children).toHaveLength(1);
      expect(children.filter(isRunning)).toEqual([]);
      const last = Number(/\d+/.exec(place.checkpoints(signal).at(-1) ?? '')?.[0]);
      expect(last).toBeGreaterThanOrEqual(6);
      const second = await place.run(signal, ['--resume']);
      expect([second.code, beginOf(second.events)]).toEqual([0, last]);
      expect(place.digests(signal)).toEqual(undisturbed);
    },
    240_000,
  );

  it('with a loss that is not finite stops, says where, and keeps what was good', async () => {
    const { code, stderr } = await place.run('wild', ['--lr', '1e20', '--checkpoint-every', '1']);
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(
        /iteration \d+: the loss of task (seg|depth) is (NaN|-?Infinity) on the samples img\/\d+\.png, /,
      ),
    ]);
    const [good] = place.checkpoints('wild').slice(-1);
    expect(stderr).toContain(`the last checkpoint is checkpoints/${good}`);
    const { file, close } = openCheckpoint(place.at('wild/checkpoints', good ?? ''));
    const odd = file.header.tensors.filter(
      ({ name, dtype }) => dtype === 'F32' && !file.float32(name).every(Number.isFinite),
    );
    close();
    expect(odd).toEqual([]);
  }, 240_000);
});

describe('the checkpoints of a run', () => {
  /** A run that was killed with two checkpoints behind it. */
  beforeAll(async () => {
    await place.run('broken', ['--keep-checkpoints', '3'], at('step', 11, 'SIGKILL'));
    expect(place.checkpoints('broken')).toEqual([
      'iteration-000004.safetensors',
      'iteration-000008.safetensors',
    ]);
  }, 240_000);

  const key = (): string => {
    const plan = JSON.parse(readFileSync(place.at('broken/plan.json'), 'utf8')) as { key: string };
    return plan.key;
  };
  const newest = (out: string): string => place.at(out, 'checkpoints/iteration-000008.safetensors');
  const edit = (from: string, to: string) => (bytes: Buffer) => {
    const at = bytes.indexOf(from);
    expect(at).toBeGreaterThan(0);
    bytes.write(to, at);
    return bytes;
  };

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1000), 'not a whole safetensors file'],
    ['with one other bit', flipBit, 'SHA-256 is not the one that was written'],
    ['of a newer version', edit('\\"version\\":1', '\\"version\\":2'), 'has training state of version 2'],
    ['of another run', edit('\\"run\\":\\"', '\\"run\\":\\"x'), 'belongs to a run with other settings'],
    [
      'of another schema',
      edit('checkpoint/v1', 'checkpoint/v2'),
      'has the schema "metasparse.checkpoint/v2"',
    ],
  ])('%s are refused', (what, breakIt, says) => {
    const path = place.at(`${what}.safetensors`);
    writeFileSync(path, breakIt(readFileSync(newest('broken'))));
    expect(() => openTrainingCheckpoint(path, key(), PLAN)).toThrow(says);
  });

  it('of another net, of other tasks, or without training state are refused', () => {
    const open = (path: string, plan: NetPlan) => () => openTrainingCheckpoint(path, key(), plan);
    expect(open(newest('broken'), { ...PLAN, widths: scaledWidths(1 / 16) })).toThrow(
      /has backbone.* of shape/,
    );
    expect(open(newest('broken'), { ...PLAN, tasks: PLAN.tasks.slice(1) })).toThrow('of another net');
    expect(open(place.at('one/net.safetensors'), PLAN)).toThrow(
      'is a net without the state of a training run',
    );
    open(newest('broken'), PLAN)().close();
  });

  it('are passed over where they are damaged, and it is said', async () => {
    const out = 'one-bit';
    cpSync(place.at('broken'), place.at(out), { recursive: true });
    writeFileSync(newest(out), flipBit(readFileSync(newest(out))));
    const { code, events } = await place.run(out, ['--resume']);
    const notes = events.flatMap(({ event, text }) => (event === 'note' ? [text] : []));
    expect(notes).toEqual([expect.stringContaining('SHA-256 is not the one')]);
    expect([code, beginOf(events)]).toEqual([0, 4]);
    expect(place.digests(out)).toEqual(undisturbed);
  }, 240_000);

  it('that are all damaged stop it, and so does a metrics.jsonl that was changed', async () => {
    cpSync(place.at('broken'), place.at('none'), { recursive: true });
    writeFileSync(place.at('none/metrics.jsonl'), 'changed\n');
    const { code, stderr } = await place.run('none', ['--resume']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('no checkpoint of this run can be used')]);
    expect(stderr).toContain('metrics.jsonl: is not what it was when');
    rmSync(place.at('none'), { recursive: true });
  });
});

function flipBit(bytes: Buffer): Buffer {
  const at = bytes.length - 5000;
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes;
}

describe('the folder of a run', () => {
  it('that holds a run is not taken without --resume, nor by another run', async () => {
    const again = await place.run('one');
    expect([again.code, again.stderr]).toEqual([5, expect.stringContaining('add --resume')]);
    const other = await place.run('one', ['--resume', '--seed', '4']);
    expect([other.code, other.stderr]).toEqual([5, expect.stringContaining('seed is 3 there, 4 here')]);
    expect(place.digests('one')).toEqual(undisturbed);
  });

  it('that is finished is answered from', async () => {
    const { code, events } = await place.run('one', ['--resume']);
    expect([code, events.map(({ event }) => event)]).toEqual([0, ['start', 'finished']]);
  });

  it('goes to one of two runs that start at once', async () => {
    const both = await Promise.all([place.run('both'), place.run('both')]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 5]);
    expect(place.digests('both')).toEqual(undisturbed);
  }, 240_000);

  it('tells what was done', () => {
    const summary = JSON.parse(readFileSync(place.at('one/train.json'), 'utf8')) as TrainSummary;
    expect(summary).toMatchObject({ schema: 'metasparse.train/v1', iterations: 12, tasks: ['seg', 'depth'] });
    expect(summary.train.last?.iteration).toBe(11);
    expect(summary.test.last?.iteration).toBe(12);
    expect(summary.sparsity.net).toBeCloseTo(0.8, 2);
    for (const name of ['curves.svg', 'report.html', 'times.jsonl', 'predictions.png'])
      expect(existsSync(place.at('one', name))).toBe(true);
  });
});
