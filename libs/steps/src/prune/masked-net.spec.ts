import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '@metasparse/contracts';
import { netLayers, scaledWidths, weightCount, type NetPlan } from '@metasparse/scenenet';
import { flatScores, type JoinedMasks } from '@metasparse/sparsity';
import { pruneByScores } from '@metasparse/training';
import { checkConnected, maskedNet } from './masked-net.js';

const plan: NetPlan = { widths: scaledWidths(1 / 32), tasks: [{ task: 'depth', classes: 1 }] };

/** Masks of a net whose first weights have the highest scores: with few kept, the last layers keep none. */
function masksAt(sparsity: number): JoinedMasks {
  const { backbone, heads } = netLayers(plan);
  const layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
  const count = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
  const scores = Float32Array.from({ length: count }, (_, i) => count - i);
  const tasks = [flatScores('depth', layers, backbone.length, scores)];
  const target = { scope: 'net', sparsity } as const;
  return pruneByScores(tasks, { size: { kind: 'target', target }, arbiter: 'union' }).joined;
}

describe('masks that cut a net apart', () => {
  const joined = masksAt(0.5);

  it('are refused in words', () => {
    const check = (): unknown => checkConnected(plan, joined, false);
    expect(check).toThrow(InvalidDataError);
    expect(check).toThrow(/keeps no weight; .* and \d+ more; .*--allow-disconnected/);
  });

  it('are reported where they are allowed', () => {
    const { emptyLayers, unreached } = checkConnected(plan, joined, true);
    expect(emptyLayers.length).toBeGreaterThan(0);
    expect(unreached.map(({ task }) => task)).toHaveLength(1);
  });
});

it('puts a mask on every convolution weight and leaves the rest', () => {
  const net = { tensors: new Map(), masks: new Map(), counts: new Map(), meta: { a: 'b' } };
  const joined = masksAt(0.5);
  const { masks, meta } = maskedNet(net, joined);
  const names = joined.backbone.map(({ layer }) => `${layer.name}.weight`);
  expect([...masks.keys()]).toEqual(expect.arrayContaining(names));
  expect(masks.size).toBe(names.length + (joined.heads[0]?.layers.length ?? 0));
  expect(meta).toEqual({ a: 'b' });
});
