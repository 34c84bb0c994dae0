import { BLOCK_PLANS, netLayers, type ConvLayer, type NetPlan } from '@metasparse/scenenet';

/**
 * Channels that belong together: the producers all write them, the consumers all read them. The stream of a backbone
 * segment is one space, because the residual additions tie its channels to each other.
 */
export interface ChannelSpace {
  readonly name: string;
  /** `image` is the input, `stream` and `inner` have batch norm, `hidden` a bias, `output` is a task's prediction. */
  readonly kind: 'image' | 'stream' | 'inner' | 'hidden' | 'output';
  readonly channels: number;
  /** Convolutions, in the order in which they run. */
  readonly producers: readonly ConvLayer[];
  readonly consumers: readonly ConvLayer[];
}

const FIRST_BLOCKS = [0, 3, 7, 13] as const;
const SHORTCUTS = [null, 33, 34, 35] as const;

/** All spaces of a net, each behind those it depends on. */
export function channelSpaces(plan: NetPlan): ChannelSpace[] {
  const { backbone, heads } = netLayers(plan);
  const conv = (index: number): ConvLayer => backbone[index] as ConvLayer;
  const headInputs = heads.flatMap(({ branches }) => branches.map(([first]) => first));
  const spaces: ChannelSpace[] = [
    { name: 'image', kind: 'image', channels: 3, producers: [], consumers: [conv(0)] },
  ];
  for (const segment of [0, 1, 2, 3] as const) spaces.push(...segmentSpaces(conv, segment, headInputs));
  for (const { task, branches } of heads) {
    branches.forEach(([a, b, c], i) => {
      spaces.push(hidden(`${task}.${i}.hidden1`, a, b), hidden(`${task}.${i}.hidden2`, b, c));
    });
    const outputs = branches.map(([, , last]) => last);
    const channels = outputs[0]?.shape[0] ?? 0;
    spaces.push({ name: `${task}.output`, kind: 'output', channels, producers: outputs, consumers: [] });
  }
  return spaces;
}

/** A segment's stream behind the inner spaces of its blocks. */
function segmentSpaces(
  conv: (index: number) => ConvLayer,
  segment: 0 | 1 | 2 | 3,
  headInputs: readonly ConvLayer[],
): ChannelSpace[] {
  const from = FIRST_BLOCKS[segment];
  const to = segment === 3 ? BLOCK_PLANS.length : (FIRST_BLOCKS[segment + 1] as number);
  const blocks = BLOCK_PLANS.slice(from, to);
  const shortcut = SHORTCUTS[segment];
  const inner = blocks.map(({ first, second }, b): ChannelSpace => ({
    name: `blocks.${segment}.${b}.inner`,
    kind: 'inner',
    channels: conv(first).shape[0],
    producers: [conv(first)],
    consumers: [conv(second)],
  }));
  const entry = conv(shortcut ?? 0);
  const next = BLOCK_PLANS[to];
  const leaving =
    next === undefined
      ? headInputs
      : [conv(next.first), ...(next.shortcut === null ? [] : [conv(next.shortcut)])];
  const own = blocks.slice(segment === 0 ? 0 : 1).map(({ first }) => conv(first));
  const stream: ChannelSpace = {
    name: `segment.${segment}`,
    kind: 'stream',
    channels: entry.shape[0],
    producers: [entry, ...blocks.map(({ second }) => conv(second))],
    consumers: [...own, ...leaving],
  };
  return [stream, ...inner];
}

function hidden(name: string, producer: ConvLayer, consumer: ConvLayer): ChannelSpace {
  return { name, kind: 'hidden', channels: producer.shape[0], producers: [producer], consumers: [consumer] };
}
