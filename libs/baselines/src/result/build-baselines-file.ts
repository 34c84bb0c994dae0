import type { Collected } from '../collect/collector.js';
import { METHOD_TABLE, passesOf, phasesOf, type Method, type Passes } from '../methods/methods.js';
import { baselineLayerRows, baselineRows, taskRows } from './baseline-rows.js';
import type { BaselinesFile, BaselinesHead, MethodCost } from './baselines-file.js';
import { correlations, type MaskRow } from './correlations.js';

export interface BaselinesInput {
  readonly head: BaselinesHead;
  readonly methods: readonly Method[];
  /** In the order of the head's seeds. */
  readonly seeds: readonly Collected[];
  /** Seconds of each phase and collector, all seeds together. */
  readonly seconds: Readonly<Record<string, number>>;
  /** The rows of the run's similarity.json. */
  readonly similarity: readonly MaskRow[];
}

/** The whole result: a row a pair and metric, scores of the tasks, costs, and correlations with the run's mask metrics. */
export function buildBaselinesFile(input: BaselinesInput): BaselinesFile {
  const { head, methods, seeds, seconds, similarity } = input;
  const metrics = methods.flatMap((method) => METHOD_TABLE[method].metrics);
  const rows = baselineRows(head.tasks, seeds, metrics);
  return {
    schema: 'metasparse.baselines/v1',
    ...head,
    methods: methods.map((method) => costOf(method, input)),
    together: {
      passes: passesIn(methods, head),
      seconds: Object.values(seconds).reduce((sum, part) => sum + part, 0),
    },
    rows,
    layerRows: baselineLayerRows(head.tasks, seeds, metrics),
    taskRows: taskRows(head.tasks, seeds),
    correlations: correlations(head.tasks, rows, similarity),
    notes: notesOf(input),
  };
}

function costOf(method: Method, { head, seconds }: BaselinesInput): MethodCost {
  const { metrics, collector } = METHOD_TABLE[method];
  const parts = [...phasesOf([method]), collector];
  return {
    method,
    metrics,
    passes: passesIn([method], head),
    seconds: parts.reduce((sum, part) => sum + (seconds[part] ?? 0), 0),
  };
}

function passesIn(methods: readonly Method[], { tasks, seeds, batches }: BaselinesHead): Passes {
  const { backboneForward, headForward, headBackward, backboneBackward } = passesOf(
    phasesOf(methods),
    tasks.length,
  );
  const all = seeds.length * batches;
  return {
    backboneForward: all * backboneForward,
    headForward: all * headForward,
    headBackward: all * headBackward,
    backboneBackward: all * backboneBackward,
  };
}

function notesOf({ head, seeds }: BaselinesInput): string[] {
  const own = seeds.flatMap(({ notes }, s) =>
    (notes ?? []).map((note) => `seed ${String(head.seeds[s])}: ${note}`),
  );
  const pairs = (head.tasks.length * (head.tasks.length - 1)) / 2;
  const few = pairs < 6 ? [`${pairs} pairs are too few for a correlation to mean anything`] : [];
  return [...few, ...harmfulSteps(head, seeds), ...own];
}

/** A step that does not help its own task is too long for look-ahead to be about directions. */
function harmfulSteps({ tasks, learningRate }: BaselinesHead, seeds: readonly Collected[]): string[] {
  return tasks.flatMap((task, t) => {
    const harmed = seeds.filter((seed) => (seed.tasks?.tag_self?.[t] ?? 1) <= 0).length;
    return harmed === 0
      ? []
      : [
          `a step of ${task} at learning rate ${learningRate} raises its own loss in ${harmed} of ${seeds.length} seeds: ` +
            'its look-ahead affinities are those of too long a step; use a smaller --lr',
        ];
  });
}
