import { InvalidArgumentError } from '@metasparse/contracts';
import { CONTROL_TASKS, TASK_LABEL } from '@metasparse/scenenet';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../test/shared-folder.js';
import { createLoader } from '../loader/create-loader.js';
import { openDataset, type DatasetReader } from './open-dataset.js';
import { selectTasks } from './select-tasks.js';

const open = (folder = 'nyuv2-sample'): Promise<DatasetReader> =>
  openDataset(join(sharedFolder(), 'data', folder), { split: 'train' });

async function firstLabels(
  reader: DatasetReader,
): Promise<Readonly<Record<string, Float32Array | undefined>>> {
  const options = { batchSize: 1, seed: 0, crop: 32, compat: 'correct', threads: 0 } as const;
  for await (const { batch } of await createLoader({ reader, batches: [0], ...options }))
    return batch.samples[0]?.labels ?? {};
  return {};
}

describe('selectTasks', () => {
  it('puts tasks in head order and reads no label but theirs', async () => {
    const reader = selectTasks(await open(), ['depth', 'seg']);
    expect(reader.tasks).toEqual(['seg', 'depth']);
    expect(Object.keys((await reader.readRaw(0)).labels)).toEqual(['seg', 'depth']);
  });

  it('keeps the bits of the labels it reads', async () => {
    const whole = await open();
    const all = await firstLabels(whole);
    const one = await firstLabels(selectTasks(whole, ['depth']));
    expect(Object.keys(one)).toEqual(['depth']);
    expect(one['depth']).toEqual(all['depth']);
  });

  it('takes all published tasks where nothing is said', async () => {
    expect(selectTasks(await open()).tasks).toEqual(['seg', 'sn', 'depth']);
    expect(selectTasks(await open('taskonomy')).tasks).toHaveLength(5);
  });

  it('can be asked again for fewer', async () => {
    const reader = selectTasks(selectTasks(await open(), ['seg', 'sn']), ['sn']);
    expect(reader.tasks).toEqual(['sn']);
    expect(() => selectTasks(reader, ['seg'])).toThrow(InvalidArgumentError);
  });

  it.each(CONTROL_TASKS)('says which option of make-scenes gives %s', async (task) => {
    const reader = await open();
    let refusal: unknown;
    try {
      selectTasks(reader, ['seg', task]);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(InvalidArgumentError);
    expect(refusal).toMatchObject({
      message: expect.stringContaining(`names ${task}, but`) as string,
      details: {
        field: 'tasks',
        value: task,
        bound: 'seg, sn, depth',
        hint: expect.stringMatching(
          /make-scenes --controls (monotone_depth|rotated_normal|shuffled|noise)$/,
        ) as string,
      },
    });
    expect(TASK_LABEL[task]).toBe(task);
  });
});
