import type { ConvLayer, NetPlan } from '@metasparse/scenenet';
import { driven, mark, type Connections } from './connections.js';
import { channelGraph, used, type ChannelGraph, type ChannelMarks, type MaskOf } from './paths.js';
import type { ChannelSpace } from './spaces.js';

/**
 * What an output channel is before its ReLU when nothing reaches it: the norm of zero with running statistics,
 * beta - gamma mean / sqrt(variance + eps), in the backbone, the bias in a head.
 */
export type OffsetOf = (layerName: string, channel: number) => number;

/** A hidden channel of a head that has one value for every image and pixel. */
export interface ConstantChannel {
  /** Layer whose bias takes the channel's contribution over. */
  readonly consumer: string;
  readonly producer: string;
  /** Channel in the full net. */
  readonly channel: number;
}

/** Channels that stay, and constants that move into the next bias before theirs go. */
export interface CompactPlan {
  /** By layer name: output and input channels that stay, rising. */
  readonly layers: ReadonlyMap<string, { readonly out: readonly number[]; readonly into: readonly number[] }>;
  /** In the order in which they have to be folded. */
  readonly constants: readonly ConstantChannel[];
  /** Channels of each space before and after. */
  readonly spaces: readonly { readonly name: string; readonly channels: number; readonly kept: number }[];
}

/**
 * Finds the channels whose removal leaves every prediction in evaluation mode as it is: those that no task's
 * prediction depends on, backbone channels that are zero for every image, and hidden channels of heads that are
 * constant (folded into the next bias). A segment's stream loses a channel only where every residual addition allows
 * it. Every space keeps at least one channel.
 */
export function planCompaction(plan: NetPlan, maskOf: MaskOf, offsetOf: OffsetOf): CompactPlan {
  const graph = channelGraph(plan, maskOf);
  const needed = used(graph);
  const active = activeChannels(graph, offsetOf);
  const kept = new Map(graph.spaces.map((space) => [space.name, keptChannels(space, needed, active)]));
  const layers = new Map(
    graph.spaces.flatMap((space) =>
      space.producers.map(({ name }) => {
        const input = graph.inputOf.get(name) as ChannelSpace;
        return [name, { out: kept.get(space.name) ?? [], into: kept.get(input.name) ?? [] }] as const;
      }),
    ),
  );
  const spaces = graph.spaces.map(({ name, channels }) => ({
    name,
    channels,
    kept: kept.get(name)?.length ?? 0,
  }));
  return { layers, constants: constants(graph, active), spaces };
}

/** Channels that can be other than zero (backbone) or vary (hidden channels of heads). */
function activeChannels(graph: ChannelGraph, offsetOf: OffsetOf): ChannelMarks {
  const marks = new Map(graph.spaces.map(({ name, channels }) => [name, new Uint8Array(channels)]));
  marks.get('image')?.fill(1);
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    for (const space of graph.spaces) {
      const own = marks.get(space.name) as Uint8Array;
      const drives = space.producers.map((layer) =>
        driven(
          graph.connections.get(layer.name) as Connections,
          marks.get((graph.inputOf.get(layer.name) as ChannelSpace).name) as Uint8Array,
        ),
      );
      for (const found of drives) mark(own, found);
      if (space.kind === 'inner' || space.kind === 'stream') mark(own, offsetsAboveZero(space, offsetOf));
    }
    now = [...marks.values()].reduce((sum, values) => sum + values.reduce((a, b) => a + b, 0), 0);
  }
  return marks;
}

/** Channels that become positive with no input at all, stage after stage of the residual stream. */
function offsetsAboveZero({ channels, producers, kind, name }: ChannelSpace, offsetOf: OffsetOf): Uint8Array {
  const [entry, ...blocks] = producers as [ConvLayer, ...ConvLayer[]];
  return Uint8Array.from({ length: channels }, (_, c) => {
    const first = offsetOf(entry.name, c);
    if (kind === 'inner') return first > 0 ? 1 : 0;
    const later = blocks.map((block) => offsetOf(block.name, c));
    // Segment 0 enters through a ReLU of its own; the others add their shortcut to the first block before it.
    const stages = name === 'segment.0' ? [first, ...later] : [first + (later[0] ?? 0), ...later.slice(1)];
    return stages.some((value) => value > 0) ? 1 : 0;
  });
}

function keptChannels(
  { name, kind, channels }: ChannelSpace,
  needed: ChannelMarks,
  active: ChannelMarks,
): number[] {
  const all = Array.from({ length: channels }, (_, c) => c);
  if (kind === 'image' || kind === 'output') return all;
  const kept = all.filter((c) => needed.get(name)?.[c] === 1 && active.get(name)?.[c] === 1);
  return kept.length > 0 ? kept : [0];
}

/** Constant hidden channels of the heads, first layers before second ones. */
function constants(graph: ChannelGraph, active: ChannelMarks): ConstantChannel[] {
  return graph.spaces
    .filter(({ kind }) => kind === 'hidden')
    .flatMap(({ name, channels, producers, consumers }) =>
      Array.from({ length: channels }, (_, channel) => channel)
        .filter((channel) => active.get(name)?.[channel] !== 1)
        .map((channel) => ({
          consumer: consumers[0]?.name ?? '',
          producer: producers[0]?.name ?? '',
          channel,
        })),
    );
}
