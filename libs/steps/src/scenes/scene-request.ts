import { InvalidArgumentError } from '@metasparse/contracts';
import { CONTROLS, GREATEST_SIDE, LEAST_SIDE, type Control } from '@metasparse/scenes';

/** What a set of scenes is made of, and where. */
export interface SceneRequest {
  /** Number of scenes, 1 to 1,000,000. */
  readonly count: number;
  /** Size of the pictures, pixels. */
  readonly height: number;
  readonly width: number;
  /** 0 to 2^32 - 1; scene i of a seed is the same in every set. */
  readonly seed: number;
  /** Folder to make; absent or empty. */
  readonly out: string;
  /** Share of the scenes kept for testing, 0 to 90 percent; 20 by default. */
  readonly testPercent?: number | undefined;
  /** Further label files with a known answer; none by default. */
  readonly controls?: readonly Control[] | undefined;
  /** Threads, 1 to 256; 0 works in this thread. As many as there are processors by default. */
  readonly workers?: number | undefined;
  readonly onProgress?: ((progress: SceneProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SceneProgress {
  /** Scenes written so far, of `count`. */
  readonly done: number;
  readonly count: number;
  /** Bytes written so far. */
  readonly bytes: number;
}

/** @throws InvalidArgumentError naming the first field out of bounds. */
export function checkSceneRequest(request: SceneRequest): void {
  requireWhole('count', request.count, 1, 1_000_000);
  requireWhole('height', request.height, LEAST_SIDE, GREATEST_SIDE);
  requireWhole('width', request.width, LEAST_SIDE, GREATEST_SIDE);
  requireWhole('seed', request.seed, 0, 2 ** 32 - 1);
  requireWhole('testPercent', request.testPercent ?? 20, 0, 90);
  requireWhole('workers', request.workers ?? 1, 0, 256);
  if (request.out === '') throw wrong('out', request.out, 'the path of a folder');
  const seen = new Set<string>();
  for (const control of request.controls ?? []) {
    const bound = `${CONTROLS.join(', ')}, each at most once`;
    if (!(CONTROLS as readonly string[]).includes(control) || seen.has(control))
      throw wrong('controls', control, bound);
    seen.add(control);
  }
}

function requireWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw wrong(field, value, `a whole number from ${String(least)} to ${String(most)}`);
}

function wrong(field: string, value: unknown, bound: string): InvalidArgumentError {
  return new InvalidArgumentError(`${field} is ${JSON.stringify(value)}; it must be ${bound}.`, {
    field,
    value,
    bound,
  });
}
