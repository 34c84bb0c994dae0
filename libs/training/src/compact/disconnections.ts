import type { NetPlan } from '@metasparse/scenenet';
import { keptCount } from '@metasparse/sparsity';
import { channelGraph, reached, used, type MaskOf } from './paths.js';

/** What a set of masks cuts off. */
export interface Disconnections {
  /** Layers that keep no weight. */
  readonly emptyLayers: readonly string[];
  /** Output channels that no path from the image reaches, by task. */
  readonly unreached: readonly { readonly task: string; readonly channels: readonly number[] }[];
  /** Channels of each space that do not lie on any path from the image to a prediction. */
  readonly deadChannels: readonly {
    readonly space: string;
    readonly channels: number;
    readonly dead: number;
  }[];
}

/** Looks for layers without weights, predictions without a path, and channels off every path. */
export function disconnections(plan: NetPlan, maskOf: MaskOf): Disconnections {
  const graph = channelGraph(plan, maskOf);
  const [live, needed] = [reached(graph), used(graph)];
  const emptyLayers = [...graph.connections.keys()].filter((name) => {
    const mask = maskOf(name);
    return mask !== null && keptCount(mask) === 0;
  });
  const unreached = graph.spaces
    .filter(({ kind }) => kind === 'output')
    .map(({ name }) => ({ task: name.replace('.output', ''), channels: zerosOf(live.get(name)) }))
    .filter(({ channels }) => channels.length > 0);
  const deadChannels = graph.spaces
    .filter(({ kind }) => kind !== 'image' && kind !== 'output')
    .map(({ name, channels }) => {
      const [r, u] = [live.get(name) as Uint8Array, needed.get(name) as Uint8Array];
      return {
        space: name,
        channels,
        dead: r.reduce((sum, on, i) => sum + (on === 1 && u[i] === 1 ? 0 : 1), 0),
      };
    });
  return { emptyLayers, unreached, deadChannels };
}

/** Sentences for what makes masks unfit to train; empty where nothing does. */
export function disconnectionProblems({ emptyLayers, unreached }: Disconnections): string[] {
  return [
    ...emptyLayers.map((name) => `layer ${name} keeps no weight`),
    ...unreached.map(
      ({ task, channels }) =>
        `no path leads from the image to output channel ${channels.join(', ')} of task ${task}`,
    ),
  ];
}

function zerosOf(marks: Uint8Array | undefined): number[] {
  return [...(marks ?? [])].flatMap((on, i) => (on === 0 ? [i] : []));
}
