/**
 * Does `work` for each item, `jobs` at a time, in order of start. The first error stops the others through the signal that work
 * gets, and is thrown when they have ended.
 */
export async function pooled<T>(
  items: readonly T[],
  jobs: number,
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const stopped = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  const waiting = [...items];
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !stopped.aborted; item = waiting.shift())
      try {
        await work(item, stopped);
      } catch (error) {
        errors.push(error);
        stop.abort(error);
      }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
}
