import { counterKey, TASKS, uniform, type Task } from '@metasparse/scenenet';
import { tableOf, type Collector } from './collector.js';

const RANDOM = 12;

/** Uniform numbers in [0, 1), the same for both directions of a pair; of seed and tasks alone. */
export function randomCollector(tasks: readonly Task[], seed: number): Collector {
  const places = tasks.map((task) => TASKS.indexOf(task));
  const value = (a: number, b: number): number => {
    const [x, y] = [places[a] as number, places[b] as number];
    return uniform(counterKey(seed, RANDOM, Math.min(x, y), Math.max(x, y)), 0);
  };
  return { add: () => undefined, finish: () => ({ metrics: { random: tableOf(tasks.length, value) } }) };
}
