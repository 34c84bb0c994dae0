import type { DatasetConfig } from '../config/dataset.js';
import type { Task } from '../config/tasks.js';
import { AbsoluteMetrics } from './absolute-metrics.js';
import { DepthMetrics } from './depth-metrics.js';
import type { MetricAccumulator } from './metric.js';
import { NormalMetrics } from './normal-metrics.js';
import { SegmentationMetrics } from './segmentation-metrics.js';

/** What measures each task. */
export const TASK_METRICS: Readonly<Record<Task, (config: DatasetConfig) => MetricAccumulator>> = {
  seg: (config) => new SegmentationMetrics(config),
  sn: (config) => new NormalMetrics(config),
  depth: (config) => new DepthMetrics(config),
  keypoint: () => new AbsoluteMetrics('keypoint'),
  edge: () => new AbsoluteMetrics('edge'),
};
