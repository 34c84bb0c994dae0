import type { Batch, ConvLayer, DatasetConfig, Task } from '@metasparse/scenenet';
import { COLLECTORS, METHOD_TABLE, type CollectorName, type Method } from '../methods/methods.js';
import type { BatchMeasures, Timed } from '../pass/batch-measures.js';
import type { Collected, Collector } from './collector.js';
import { fisherCollector } from './fisher-collector.js';
import { gradientCollector } from './gradient-collector.js';
import { lookaheadCollector } from './lookahead-collector.js';
import { randomCollector } from './random-collector.js';
import { representationCollector } from './representation-collector.js';
import { transferCollector } from './transfer-collector.js';

export interface CollectSettings {
  readonly methods: readonly Method[];
  readonly config: DatasetConfig;
  readonly tasks: readonly Task[];
  readonly seed: number;
  readonly pixelsPerBatch: number;
  /** Of the backbone. */
  readonly layers: readonly ConvLayer[];
  /** Channels of the backbone's feature. */
  readonly channels: number;
}

const MAKERS: Readonly<Record<CollectorName, (settings: CollectSettings) => Collector>> = {
  gradients: ({ tasks, layers }) => gradientCollector(tasks.length, layers.length),
  affinities: ({ tasks }) => lookaheadCollector(tasks.length),
  representation: ({ tasks }) => representationCollector(tasks.length),
  transfer: transferCollector,
  fisher: ({ tasks, layers }) =>
    fisherCollector(
      tasks.length,
      layers.map(({ shape }) => shape[0]),
    ),
  random: ({ tasks, seed }) => randomCollector(tasks, seed),
};

/** Gathers what the methods need of one seed's batches. */
export class SeedCollectors {
  readonly #collectors: ReadonlyMap<CollectorName, Collector>;
  readonly #timed: Timed;

  constructor(settings: CollectSettings, timed: Timed) {
    const used = new Set(settings.methods.map((method) => METHOD_TABLE[method].collector));
    this.#collectors = new Map(
      COLLECTORS.filter((name) => used.has(name)).map((name) => [name, MAKERS[name](settings)]),
    );
    this.#timed = timed;
  }

  add(measures: BatchMeasures, batch: Batch, index: number): void {
    for (const [name, collector] of this.#collectors)
      this.#timed(name, () => {
        collector.add(measures, batch, index);
      });
  }

  finish(): Collected {
    const parts = [...this.#collectors].map(([name, collector]) =>
      this.#timed(name, () => collector.finish()),
    );
    return {
      metrics: Object.assign({}, ...parts.map(({ metrics }) => metrics)) as Collected['metrics'],
      layers: Object.assign({}, ...parts.map(({ layers }) => layers)) as NonNullable<Collected['layers']>,
      tasks: Object.assign({}, ...parts.map(({ tasks }) => tasks)) as NonNullable<Collected['tasks']>,
      notes: parts.flatMap(({ notes }) => notes ?? []),
    };
  }
}
