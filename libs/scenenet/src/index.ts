export { DATASETS, DATASET_CONFIGS, type Dataset, type DatasetConfig } from './config/dataset.js';
export type { Batch, Compat, Sample } from './config/sample.js';
export { LABEL_CHANNELS, TASKS, TASK_LABEL, isTask, type Label, type Task } from './config/tasks.js';
export { counterKey, hash, streamKey, symmetric, uniform } from './random/counter-hash.js';
