import type { ConvLayer, NetPlan } from '@metasparse/scenenet';
import type { BitMask } from '@metasparse/sparsity';
import { connections, driven, mark, read, type Connections } from './connections.js';
import { channelSpaces, type ChannelSpace } from './spaces.js';

/** Mask of a layer by name; null keeps everything. */
export type MaskOf = (layerName: string) => BitMask | null;

/** The net as channels and the connections between them. */
export interface ChannelGraph {
  readonly spaces: readonly ChannelSpace[];
  readonly connections: ReadonlyMap<string, Connections>;
  /** The space a layer reads. */
  readonly inputOf: ReadonlyMap<string, ChannelSpace>;
}

/** One byte a channel, by space name. */
export type ChannelMarks = ReadonlyMap<string, Uint8Array>;

export function channelGraph(plan: NetPlan, maskOf: MaskOf): ChannelGraph {
  const spaces = channelSpaces(plan);
  const layers = new Map<string, ConvLayer>();
  const inputOf = new Map<string, ChannelSpace>();
  for (const space of spaces) {
    for (const layer of space.producers) layers.set(layer.name, layer);
    for (const layer of space.consumers) inputOf.set(layer.name, space);
  }
  const matrices = new Map([...layers].map(([name, { shape }]) => [name, connections(shape, maskOf(name))]));
  return { spaces, connections: matrices, inputOf };
}

/** Channels whose value depends on the image. */
export function reached(graph: ChannelGraph): ChannelMarks {
  const marks = new Map(graph.spaces.map(({ name, channels }) => [name, new Uint8Array(channels)]));
  marks.get('image')?.fill(1);
  // A segment's stream and its inner spaces feed each other, so once through the list is not enough.
  for (let changed = true; changed;) {
    changed = false;
    for (const space of graph.spaces)
      for (const layer of space.producers) {
        const input = marks.get((graph.inputOf.get(layer.name) as ChannelSpace).name) as Uint8Array;
        const found = driven(graph.connections.get(layer.name) as Connections, input);
        changed = markNew(marks.get(space.name) as Uint8Array, found) || changed;
      }
  }
  return marks;
}

/** Channels on which some task's prediction depends. */
export function used(graph: ChannelGraph): ChannelMarks {
  const marks = new Map(
    graph.spaces.map(({ name, channels, kind }) => {
      const all = new Uint8Array(channels);
      return [name, kind === 'output' ? all.fill(1) : all] as const;
    }),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const space of [...graph.spaces].reverse())
      for (const layer of space.producers) {
        const found = read(
          graph.connections.get(layer.name) as Connections,
          marks.get(space.name) as Uint8Array,
        );
        const input = (graph.inputOf.get(layer.name) as ChannelSpace).name;
        changed = markNew(marks.get(input) as Uint8Array, found) || changed;
      }
  }
  return marks;
}

function markNew(into: Uint8Array, from: Uint8Array): boolean {
  const isNew = from.some((value, i) => value === 1 && into[i] === 0);
  if (isNew) mark(into, from);
  return isNew;
}
