import type { MaskPoint } from '@metasparse/report';
import { netLayers, type Batch, type ConvLayer } from '@metasparse/scenenet';
import {
  dropLayers,
  dropRate,
  initialMasks,
  layerDensities,
  maskAction,
  updateMasks,
  type DynamicSettings,
  type LayerUpdate,
  type Trainer,
} from '@metasparse/training';
import type { DynamicRequest, TrainRequest } from './train-request.js';

/** Images of a slice when gradients are measured, as published. */
const SLICE = { nyuv2: 8, cityscapes: 8, taskonomy: 2 } as const;

/** The masks of `disparse_dynamic` over time. */
export class MaskSchedule {
  readonly #trainer: Trainer;
  readonly #request: TrainRequest;
  readonly #dynamic: DynamicRequest;
  readonly #layers: readonly ConvLayer[];
  readonly #densities: readonly number[];

  constructor(trainer: Trainer, request: TrainRequest, dynamic: DynamicRequest) {
    this.#trainer = trainer;
    this.#request = request;
    this.#dynamic = dynamic;
    const { backbone, heads } = netLayers(trainer.plan);
    this.#layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
    const density = 1 - (request.sparsityPercent ?? 0) / 100;
    this.#densities = layerDensities(dynamic.densities, this.#layers, density);
  }

  /** Draws the masks that training begins with. */
  start(): void {
    const { seed, compat } = this.#request;
    const masks = initialMasks(this.#layers, this.#densities, seed, compat);
    this.#trainer.setMasks(new Map(this.#layers.map(({ name }, l) => [name, masks[l] ?? null])));
  }

  /** What is done before the step on `batch`; null where the masks stay. */
  update(batch: Batch): MaskPoint | null {
    const { iteration } = this.#trainer.counters;
    const action = maskAction(this.#dynamic, iteration);
    if (action === 'none') return null;
    const rate = dropRate(this.#dynamic, iteration);
    const updates =
      action === 'settle'
        ? dropLayers(this.#trainer, this.#settings, 0)
        : updateMasks(this.#trainer, this.#settings, rate, batch, this.#dropout(iteration, batch));
    return { iteration, action, layers: updates.map(layerMasks) };
  }

  get #settings(): DynamicSettings {
    const { dataset, compat } = this.#request;
    return {
      densities: new Map(this.#layers.map(({ name }, l) => [name, this.#densities[l] as number])),
      slice: SLICE[dataset],
      grownWeights: this.#dynamic.grownWeights,
      compat,
    };
  }

  #dropout(batch: number, { samples }: Batch): Parameters<typeof updateMasks>[4] {
    const { dropout, seed } = this.#request;
    return dropout ? { seed, batch, batchSize: samples.length, compat: 'reference' } : null;
  }
}

function layerMasks({
  name,
  weights,
  before,
  dropped,
  grown,
  wanted,
}: LayerUpdate): MaskPoint['layers'][number] {
  return { layer: name, weights, kept: before - dropped + grown, dropped, grown, wanted };
}
