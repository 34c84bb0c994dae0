import { availableParallelism } from 'node:os';
import { CancelledError, InvalidArgumentError } from '@metasparse/contracts';
import { CONTROLS, GREATEST_SIDE, LEAST_SIDE, type Control } from '@metasparse/scenes';
import { makeScenes, type SceneRequest } from '@metasparse/steps';
import { commandLine } from '../console/shell.js';
import { size } from '../console/format.js';
import { parseWhole } from '../console/parse-whole.js';
import { createSceneReporter } from './scene-reporter.js';

export interface SceneFlags {
  readonly count: string;
  readonly size: string;
  readonly seed: string;
  readonly out: string;
  readonly testPercent: string;
  readonly controls?: true | string;
  readonly workers?: string;
}

/** Makes the set with progress, or stops cleanly on Ctrl-C. */
export async function runMakeScenes(flags: SceneFlags): Promise<void> {
  const request = toRequest(flags);
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const reporter = createSceneReporter(request.count);
  try {
    const made = await makeScenes({ ...request, onProgress: reporter.onProgress, signal: stop.signal });
    reporter.stop();
    process.stdout.write(`${made.train} train, ${made.test} test, ${size(made.bytes)}\n${made.out}\n`);
  } catch (error) {
    reporter.stop();
    if (error instanceof CancelledError)
      throw new CancelledError(
        `stopped; ${request.out} was not written; the same command makes it:\n  ${commandLine().join(' ')}`,
        { file: request.out, value: stop.signal.reason },
      );
    throw error;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function toRequest(flags: SceneFlags): SceneRequest {
  const { height, width } = parseSize(flags.size);
  return {
    count: parseWhole('count', flags.count, 1, 1_000_000),
    height,
    width,
    seed: parseWhole('seed', flags.seed, 0, 2 ** 32 - 1),
    out: flags.out,
    testPercent: parseWhole('test-percent', flags.testPercent, 0, 90),
    controls: parseControls(flags.controls),
    workers:
      flags.workers === undefined ? availableParallelism() : parseWhole('workers', flags.workers, 0, 256),
  };
}

/** Height x width, as the help says. */
function parseSize(text: string): { readonly height: number; readonly width: number } {
  const [, height, width] = /^\s*(\d+)\s*x\s*(\d+)\s*$/i.exec(text) ?? [];
  const sides = [Number(height), Number(width)];
  if (sides.every((side) => side >= LEAST_SIDE && side <= GREATEST_SIDE))
    return { height: Number(height), width: Number(width) };
  const bound = `HEIGHTxWIDTH, each from ${LEAST_SIDE} to ${GREATEST_SIDE}, such as 240x320`;
  throw new InvalidArgumentError(`--size is ${JSON.stringify(text)}; use ${bound}`, {
    field: 'size',
    value: text,
    bound,
  });
}

function parseControls(given: true | string | undefined): readonly Control[] {
  if (given === undefined) return [];
  if (given === true) return CONTROLS;
  const names = given.split(',').map((name) => name.trim());
  const known = new Map<string, Control>(CONTROLS.map((name) => [name, name]));
  return names.map((name, i) => {
    const control = known.get(name);
    if (control !== undefined && names.indexOf(name) === i) return control;
    const bound = `${CONTROLS.join(', ')}, each at most once`;
    throw new InvalidArgumentError(`--controls has ${JSON.stringify(name)}; use ${bound}`, {
      field: 'controls',
      value: name,
      bound,
    });
  });
}
