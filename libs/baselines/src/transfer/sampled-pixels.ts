import { counterKey, uniform } from '@metasparse/scenenet';

/** At most `count` of the pixels, drawn without replacement; the same from the same pixels and key. */
export function sampledPixels(pixels: Int32Array, count: number, key: number): Int32Array {
  const order = Int32Array.from(pixels);
  const drawn = Math.min(count, order.length);
  for (let i = 0; i < drawn; i++) {
    const j = i + Math.floor(uniform(key, i) * (order.length - i));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order.slice(0, drawn);
}

const SAMPLE = 11;

/** Key of the draw of a batch: the same for every task, so that tasks with the same labelled pixels get the same. */
export function sampleKey(seed: number, batch: number): number {
  return counterKey(seed, SAMPLE, batch);
}
