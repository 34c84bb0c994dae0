export { SaliencyPass, type TaskBatchResult } from './saliency/saliency-pass.js';
