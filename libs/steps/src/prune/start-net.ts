import { effectiveValues, withTasks, type OpenNetState, type NetState } from '@metasparse/interchange';
import {
  buildNet,
  freeNet,
  normName,
  netLayers,
  xavierSource,
  type Kernels,
  type NetPlan,
  type NormParameters,
  type PassContext,
  type SceneNet,
  type WeightSource,
} from '@metasparse/scenenet';
import { openNetFile } from '../exchange/net-file.js';
import { startValues } from '../exchange/start-values.js';
import type { PruneJob } from './resolve-prune.js';

/** The net that gets the masks: of the file, or as training starts it for this seed. */
export function openStartNet(kernels: Kernels, { from, plan, seed }: PruneJob): OpenNetState {
  if (from !== undefined)
    return openNetFile(
      from,
      plan.tasks.map(({ task }) => task),
    );
  const state = withTasks(startValues(kernels, plan, seed), plan);
  return { state, notes: [], close: () => undefined };
}

/**
 * Runs `use` on the net whose weights are scored: the one that gets the masks; with `--compat reference` a fresh one is
 * scored on a Xavier draw instead, as published (reference section 3).
 */
export async function withScoredNet<T>(
  context: PassContext,
  { compat, from, plan, seed, dropout }: PruneJob,
  state: NetState,
  use: (net: SceneNet) => T | Promise<T>,
): Promise<T> {
  const isXavier = compat === 'reference' && from === undefined;
  const net = isXavier
    ? buildNet(context, plan, xavierSource(context.kernels, seed), dropout)
    : netOf(context, plan, state, dropout);
  try {
    return await use(net);
  } finally {
    freeNet(context, net);
  }
}

/** A state on the device, in train mode: batch norms by their own scale and shift. */
export function netOf(context: PassContext, plan: NetPlan, state: NetState, dropout: boolean): SceneNet {
  const net = buildNet(context, plan, stateSource(context.kernels, state), dropout);
  const { backbone } = net;
  for (const { gamma, beta } of backbone.norms) context.kernels.free(gamma, beta);
  const norms = netLayers(plan).backbone.map(({ name }) => normOf(context.kernels, state, normName(name)));
  return { ...net, backbone: { ...backbone, norms } };
}

function normOf(kernels: Kernels, state: NetState, name: string): NormParameters {
  const vector = (part: string): NormParameters['gamma'] => {
    const values = effectiveValues(state, `${name}.${part}`);
    return kernels.upload(values, [values.length]);
  };
  return { gamma: vector('weight'), beta: vector('bias') };
}

function stateSource(kernels: Kernels, state: NetState): WeightSource {
  return {
    weight(layer) {
      const host = kernels.upload(effectiveValues(state, `${layer.name}.weight`), layer.shape);
      const weight = kernels.weightToDevice(host);
      kernels.free(host);
      return weight;
    },
    bias: ({ name }) => effectiveValues(state, `${name}.bias`),
  };
}
