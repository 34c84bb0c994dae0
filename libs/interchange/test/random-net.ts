import { hash, streamKey, symmetric, type NetPlan } from '@metasparse/scenenet';
import { packMask } from '@metasparse/sparsity';
import { netEntries, netMask, netTensor, type NetEntry, type NetState } from '@metasparse/interchange';

/** A net with every value drawn from counters: weights of a size that keeps activations near 1, odd running statistics. */
export function randomNet(plan: NetPlan, { masked = false, salt = 0 } = {}): NetState {
  const entries = netEntries(plan);
  const indexed = entries.map((entry, i) => [entry, i] as const);
  const weights = indexed.filter(([{ kind }]) => kind === 'weight');
  return {
    tensors: new Map(
      indexed
        .filter(([{ kind }]) => kind !== 'count')
        .map(([entry, i]) => [entry.name, netTensor(entry.shape, values(entry, i, salt))]),
    ),
    masks: new Map(
      masked
        ? weights.map(([{ name, shape }, i]) => [name, netMask(shape, packMask(bits(size(shape), i)))])
        : [],
    ),
    counts: new Map(
      indexed.filter(([{ kind }]) => kind === 'count').map(([{ name }, i]) => [name, 1000 + i]),
    ),
    meta: {},
  };
}

function values({ name, kind, shape }: NetEntry, stream: number, salt: number): Float32Array {
  const key = streamKey(stream, salt);
  const fanIn = shape.slice(1).reduce((product, n) => product * n, 1);
  const scale = kind === 'weight' ? Math.sqrt(3 / fanIn) : 0.25;
  const centre = kind === 'norm' && /(\.weight|_var)$/.test(name) ? 1 : 0;
  return Float32Array.from({ length: size(shape) }, (_, e) => centre + scale * symmetric(key, e));
}

/** Keeps about every other element. */
function bits(length: number, stream: number): Uint8Array {
  const key = streamKey(stream, 5);
  return Uint8Array.from({ length }, (_, e) => hash(key, e) & 1);
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
