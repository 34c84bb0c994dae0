import type { Kernels } from '@metasparse/scenenet';
import { serveCompute } from '../compute/serve-compute.js';
import type { PruneJob } from './resolve-prune.js';
import { prune } from './prune.js';

let opened: { readonly kernels: Kernels; readonly job: PruneJob } | undefined;

/** The whole pruning is one block; its path is the folder of the results. */
serveCompute<PruneJob>({
  open: ({ kernels }, job) => {
    opened = { kernels, job };
    return Promise.resolve();
  },
  block: ({ path }, onBatch) => {
    if (opened === undefined) throw new Error('a block came before the settings');
    return prune(opened.kernels, opened.job, path, onBatch);
  },
});
