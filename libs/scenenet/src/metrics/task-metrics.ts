import type { DatasetConfig } from '../config/dataset.js';
import { TASKS, TASK_LABEL, TASK_LIKE, type Label, type PublishedTask, type Task } from '../config/tasks.js';
import { AbsoluteMetrics } from './absolute-metrics.js';
import { DepthMetrics } from './depth-metrics.js';
import type { MetricAccumulator } from './metric.js';
import { NormalMetrics } from './normal-metrics.js';
import { SegmentationMetrics } from './segmentation-metrics.js';

type TaskMetrics = (config: DatasetConfig, label: Label) => MetricAccumulator;

const PUBLISHED_METRICS: Readonly<Record<PublishedTask, TaskMetrics>> = {
  seg: (config, label) => new SegmentationMetrics(config, label),
  sn: (config, label) => new NormalMetrics(config, label),
  depth: (config, label) => new DepthMetrics(config, label),
  keypoint: (_, label) => new AbsoluteMetrics(label),
  edge: (_, label) => new AbsoluteMetrics(label),
};

/** What measures each task. */
export const TASK_METRICS = Object.fromEntries(
  TASKS.map((task) => [
    task,
    (config: DatasetConfig) => PUBLISHED_METRICS[TASK_LIKE[task]](config, TASK_LABEL[task]),
  ]),
) as Readonly<Record<Task, (config: DatasetConfig) => MetricAccumulator>>;
