import type { Sharp, SharpOptions } from 'sharp';

/** The part of sharp this library uses. */
export type SharpFactory = (input?: Uint8Array, options?: SharpOptions) => Sharp;

let loaded: Promise<SharpFactory> | undefined;

/**
 * The image library, loaded when the first image needs it: `--help` must not pay for it. One thread per image and no
 * cache of operations: parallelism comes from the loader's threads. Load it on the main thread before worker threads
 * do (sharp's rule: its shared libraries must outlive them).
 */
export function loadSharp(): Promise<SharpFactory> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
