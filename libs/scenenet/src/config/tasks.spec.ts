import { describe, expect, it } from 'vitest';
import { DATASET_CONFIGS } from './dataset.js';
import {
  CONTROL_LIKE,
  CONTROL_TASKS,
  isControl,
  isTask,
  LABEL_CHANNELS,
  LABEL_LIKE,
  PUBLISHED_TASKS,
  TASK_LABEL,
  TASK_LIKE,
  TASKS,
} from './tasks.js';

describe('tasks', () => {
  it('has the five published tasks first, in the order that numbers heads, streams and draws', () => {
    expect(PUBLISHED_TASKS).toEqual(['seg', 'sn', 'depth', 'keypoint', 'edge']);
    expect(TASKS.slice(0, 5)).toEqual(PUBLISHED_TASKS);
    expect(TASKS.slice(5)).toEqual(CONTROL_TASKS);
  });

  it('has controls that no published data set lists', () => {
    for (const { tasks } of Object.values(DATASET_CONFIGS)) expect(tasks.filter(isControl)).toEqual([]);
    const { classes: cityscapes } = DATASET_CONFIGS.cityscapes;
    const { classes: taskonomy } = DATASET_CONFIGS.taskonomy;
    expect(
      Object.keys({ ...cityscapes, ...taskonomy }).filter((name) => isTask(name) && isControl(name)),
    ).toEqual([]);
  });

  it.each(CONTROL_TASKS)('gives %s the values of the task it is like and a label of its own', (control) => {
    const like = CONTROL_LIKE[control];
    const { classes, lambdas, padding } = DATASET_CONFIGS.nyuv2;
    expect(TASK_LIKE[control]).toBe(like);
    expect(classes[control]).toBe(classes[like]);
    expect(lambdas[control]).toBe(lambdas[like]);
    expect(padding[TASK_LABEL[control]]).toBe(padding[TASK_LABEL[like]]);
    expect(LABEL_CHANNELS[TASK_LABEL[control]]).toBe(LABEL_CHANNELS[TASK_LABEL[like]]);
    expect(LABEL_LIKE[TASK_LABEL[control]]).toBe(TASK_LABEL[like]);
    expect(TASK_LABEL[control]).toBe(control);
  });

  it('leaves a published task like itself', () => {
    for (const task of PUBLISHED_TASKS) {
      expect(TASK_LIKE[task]).toBe(task);
      expect(LABEL_LIKE[TASK_LABEL[task]]).toBe(TASK_LABEL[task]);
      expect(isControl(task)).toBe(false);
    }
  });
});
