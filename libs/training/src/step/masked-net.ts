import { freeNet, type ConvParameters, type SceneNet } from '@metasparse/scenenet';
import type { Trainer } from './trainer.js';
import { effectiveConv, type TrainedConv } from './trained-net.js';
import { valueOf } from './trained-tensor.js';

/**
 * The trainer's net as the forward sees it, masks on or all ones, for passes that only look at gradients. It shares
 * memory with the master weights, so it has to be freed with `freeNet` before the next step.
 */
export function currentNet(trainer: Trainer, masks: 'on' | 'ones'): SceneNet {
  const { kernels } = trainer.context;
  const conv = (trained: TrainedConv): ConvParameters => {
    const bias = trained.bias === null ? null : valueOf(kernels, trained.bias);
    const seen = masks === 'on' ? trained : { ...trained, mask: null };
    return effectiveConv(kernels, seen, valueOf(kernels, trained.weight), bias);
  };
  const { convs, norms, heads } = trainer.net;
  return {
    backbone: {
      convs: convs.map(conv),
      norms: norms.map(({ gamma, beta }) => ({
        gamma: valueOf(kernels, gamma),
        beta: valueOf(kernels, beta),
      })),
    },
    heads: heads.map(({ task, classes, branches }) => ({
      task,
      classes,
      parameters: { branches: branches.map(([a, b, c]) => [conv(a), conv(b), conv(c)] as const) },
    })),
  };
}

/** Runs `use` on the current net and frees it. */
export function withCurrentNet<T>(trainer: Trainer, masks: 'on' | 'ones', use: (net: SceneNet) => T): T {
  const net = currentNet(trainer, masks);
  try {
    return use(net);
  } finally {
    freeNet(trainer.context, net);
  }
}
