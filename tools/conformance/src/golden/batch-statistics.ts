import {
  backboneForward,
  buildNet,
  freeBackboneTape,
  freeNet,
  imageTensor,
  netLayers,
  normName,
  type Batch,
  type ConvLayer,
  type NetPlan,
  type Tensor,
} from '@metasparse/scenenet';
import type { HostTensor, HostTensors } from '@metasparse/training';
import { kernels } from '../device.js';
import { formulaBias, formulaSource, formulaWeights } from '../formula.js';

const MOMENTUM = 0.1;

/** The golden net with formula weights and the running statistics that `forwards` training-mode forwards leave. */
export function netAfterForwards(plan: NetPlan, salt: number, batch: Batch, forwards: number): HostTensors {
  const tensors = new Map<string, HostTensor>();
  const { backbone, heads } = netLayers(plan);
  for (const layer of [...backbone, ...heads.flatMap(({ branches }) => branches.flat())])
    addConv(tensors, layer, salt);
  for (const { name, shape } of backbone) {
    const norm = normName(name);
    for (const [part, value] of [
      ['weight', 1],
      ['bias', 0],
      ['running_mean', 0],
      ['running_var', 1],
    ] as const)
      tensors.set(`${norm}.${part}`, { shape: [shape[0]], values: new Float32Array(shape[0]).fill(value) });
  }
  observeForwards(tensors, plan, salt, batch, forwards);
  return tensors;
}

function addConv(tensors: Map<string, HostTensor>, layer: ConvLayer, salt: number): void {
  const values = formulaWeights(layer, layer.stream, salt);
  tensors.set(`${layer.name}.weight`, { shape: layer.shape, values });
  if (!layer.bias) return;
  const bias = formulaBias(layer, layer.stream, salt);
  tensors.set(`${layer.name}.bias`, { shape: [layer.shape[0]], values: bias });
}

function observeForwards(
  tensors: HostTensors,
  plan: NetPlan,
  salt: number,
  batch: Batch,
  forwards: number,
): void {
  const context = { kernels: kernels(), backward: 'float32' } as const;
  const net = buildNet(context, plan, formulaSource(kernels(), salt), false);
  const names = netLayers(plan).backbone.map(({ name }) => normName(name));
  for (let i = 0; i < forwards; i++) {
    const tape = backboneForward(
      context,
      net.backbone,
      imageTensor(kernels(), batch),
      (index, mean, variance) => {
        moveTowards(tensors.get(`${names[index]}.running_mean`), mean);
        moveTowards(tensors.get(`${names[index]}.running_var`), variance);
      },
    );
    freeBackboneTape(context, tape);
  }
  freeNet(context, net);
}

/** running = 0.9 running + 0.1 batch; takes the batch's statistic over. */
function moveTowards(running: HostTensor | undefined, statistic: Tensor): void {
  const observed = kernels().read(statistic);
  kernels().free(statistic);
  running?.values.forEach((value, c) => {
    running.values[c] = (1 - MOMENTUM) * value + MOMENTUM * (observed[c] as number);
  });
}
