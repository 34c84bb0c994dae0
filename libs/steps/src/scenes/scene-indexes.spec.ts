import { describe, expect, it } from 'vitest';
import { sceneIndexes, splitScenes } from './scene-indexes.js';

const plan = { seed: 4, height: 48, width: 64, controls: [] };

describe('splitScenes', () => {
  it('keeps every fifth scene for testing at 20 percent', () => {
    expect(splitScenes(11, 20)).toEqual({ train: [0, 1, 2, 3, 5, 6, 7, 8, 10], test: [4, 9] });
  });

  it('gives a scene to the same side whatever the count', () => {
    const { test } = splitScenes(100, 33);
    expect(test).toHaveLength(33);
    expect(splitScenes(60, 33).test).toEqual(test.filter((i) => i < 60));
  });

  it('tests on none at 0 percent', () => {
    expect(splitScenes(7, 0).test).toEqual([]);
  });
});

describe('sceneIndexes', () => {
  it("writes NYUv2's four columns into its own index", () => {
    const { nyuv2 } = sceneIndexes(plan, 5, 20);
    const { train, test } = JSON.parse(nyuv2) as Record<string, string[][]>;
    expect(train).toHaveLength(4);
    expect(test).toEqual([['img/0004.png', 'seg/0004.png', 'normal_mask/0004.png', 'depth/0004.npy']]);
  });

  it('takes shuffled labels from other scenes of the same split', () => {
    const { scenes } = sceneIndexes({ ...plan, controls: ['shuffled'] }, 20, 20);
    const { columns, splits } = JSON.parse(scenes) as {
      columns: string[];
      splits: Record<string, string[][]>;
    };
    const column = (name: string, split: string): string[] =>
      (splits[split] ?? []).map((row) => row[columns.indexOf(name)] ?? '');
    for (const split of ['train', 'test'])
      for (const label of ['seg', 'normal', 'depth', 'edge', 'keypoint']) {
        const own = column(label, split);
        const other = column(`control_shuffled_${label}`, split);
        expect(other.every((path, i) => path !== own[i])).toBe(true);
        expect([...other].sort()).toEqual([...own].sort());
      }
  });

  it('refuses to shuffle the labels of a single scene', () => {
    expect(() => sceneIndexes({ ...plan, controls: ['shuffled'] }, 5, 20)).toThrow(
      /split "test" has one scene/,
    );
  });

  it('says how the set was made', () => {
    const { scenes } = sceneIndexes({ ...plan, controls: ['noise'] }, 3, 0);
    expect(JSON.parse(scenes)).toMatchObject({
      format: 'metasparse-scenes',
      version: 1,
      seed: 4,
      count: 3,
      height: 48,
      width: 64,
      testPercent: 0,
      controls: ['noise'],
      columns: ['image', 'seg', 'normal', 'depth', 'edge', 'keypoint', 'control_noise'],
      classes: { 0: 'wall', 39: 'otherprop' },
    });
  });
});
