import { Presets, SingleBar } from 'cli-progress';
import type { SceneProgress } from '@metasparse/steps';
import { duration, size } from '../console/format.js';

const FORMAT = ' {bar} {value}/{total} scenes | {pace} a minute | {left} left | {bytes}';
const LINE_EVERY_MS = 2000;

export interface SceneReporter {
  readonly onProgress: (progress: SceneProgress) => void;
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere; both on standard error. */
export function createSceneReporter(count: number): SceneReporter {
  return process.stderr.isTTY ? barReporter(count) : lineReporter();
}

function barReporter(count: number): SceneReporter {
  const pace = paceFrom(Date.now());
  const bar = new SingleBar(
    { format: FORMAT, stream: process.stderr, hideCursor: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(count, 0, { pace: '-', left: '-', bytes: '-' });
  return {
    onProgress: (progress) => {
      bar.update(progress.done, pace(progress));
    },
    stop: () => {
      bar.stop();
    },
  };
}

function lineReporter(): SceneReporter {
  const pace = paceFrom(Date.now());
  let lastLine = 0;
  return {
    onProgress: (progress) => {
      const now = Date.now();
      if (now - lastLine < LINE_EVERY_MS && progress.done < progress.count) return;
      lastLine = now;
      const { pace: perMinute, left, bytes } = pace(progress);
      process.stderr.write(
        `scene ${progress.done}/${progress.count}, ${perMinute} a minute, ${left} left, ${bytes}\n`,
      );
    },
    stop: () => undefined,
  };
}

function paceFrom(started: number) {
  return ({ done, count, bytes }: SceneProgress) => {
    const seconds = (Date.now() - started) / 1000;
    const left = (seconds / Math.max(1, done)) * (count - done);
    return {
      pace: ((60 * done) / Math.max(seconds, 1e-3)).toFixed(0),
      left: duration(left),
      bytes: size(bytes),
    };
  };
}
