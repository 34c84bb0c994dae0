import type { Kernels } from '@metasparse/scenenet';
import { serveCompute } from '../compute/serve-compute.js';
import { measureBaselines } from './measure-baselines.js';
import type { BaselinesJob } from './resolve-baselines.js';
import { writeBaselines } from './write-baselines.js';

let opened: { readonly kernels: Kernels; readonly job: BaselinesJob } | undefined;

/** The whole measuring is one block; its path is the folder of the results. */
serveCompute<BaselinesJob>({
  open: ({ kernels }, job) => {
    opened = { kernels, job };
    return Promise.resolve();
  },
  block: async ({ path }, onBatch) => {
    if (opened === undefined) throw new Error('a block came before the settings');
    await writeBaselines(path, await measureBaselines(opened.kernels, opened.job, onBatch));
  },
});
