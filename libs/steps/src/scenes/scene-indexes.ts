import { InvalidArgumentError } from '@metasparse/contracts';
import { SCENE_CLASS_NAMES, SCENE_CLASSES, SCENES_VERSION, shuffledImages } from '@metasparse/scenes';
import { fileColumns, filePath, type FileColumn, type ScenePlan } from './scene-files.js';

/** Labels that the control `shuffled` takes from another image of the split. */
const SHUFFLED = ['seg', 'normal', 'depth', 'edge', 'keypoint'] as const satisfies readonly FileColumn[];

/** What the two index files of a set say. */
export interface SceneIndexes {
  /** nyu_v2_3task.json: NYUv2's four columns, for any reader of that layout. */
  readonly nyuv2: string;
  /** scenes.json: all columns by name, and how the set was made. */
  readonly scenes: string;
}

/**
 * Scenes i with floor((i + 1) p / 100) > floor(i p / 100) are for testing: spread evenly, and the same whatever the
 * number of scenes.
 */
export function splitScenes(
  count: number,
  testPercent: number,
): Readonly<Record<'train' | 'test', readonly number[]>> {
  const isTest = (i: number): boolean =>
    Math.floor(((i + 1) * testPercent) / 100) > Math.floor((i * testPercent) / 100);
  const all = Array.from({ length: count }, (_, i) => i);
  return { train: all.filter((i) => !isTest(i)), test: all.filter(isTest) };
}

/** @throws InvalidArgumentError where labels are to be shuffled in a split of one scene. */
export function sceneIndexes(plan: ScenePlan, count: number, testPercent: number): SceneIndexes {
  const { seed, height, width, controls } = plan;
  const splits = splitScenes(count, testPercent);
  const columns = fileColumns(controls);
  const shuffled = controls.includes('shuffled');
  const rows = (split: 'train' | 'test'): string[][] => {
    const own = splits[split].map((i) => columns.map((column) => filePath(column, i)));
    return shuffled ? withShuffled(own, splits[split], seed, split) : own;
  };
  const named = { train: rows('train'), test: rows('test') };
  const about = {
    format: 'metasparse-scenes',
    version: 1,
    generator: SCENES_VERSION,
    seed,
    count,
    height,
    width,
    testPercent,
    controls,
    classes: Object.fromEntries(SCENE_CLASSES.map((number) => [number, SCENE_CLASS_NAMES[number]])),
    columns: [...columns, ...(shuffled ? SHUFFLED.map((column) => `control_shuffled_${column}`) : [])],
  };
  const four = (list: string[][]): string[][] => list.map((row) => row.slice(0, 4));
  return {
    nyuv2: indexText({}, { train: four(named.train), test: four(named.test) }),
    scenes: indexText(about, named),
  };
}

function withShuffled(own: string[][], scenes: readonly number[], seed: number, split: string): string[][] {
  if (scenes.length === 0) return own;
  if (scenes.length < 2) {
    throw new InvalidArgumentError(
      `The split "${split}" has one scene; the control "shuffled" needs at least 2 in each split.`,
      { field: 'controls', value: 'shuffled', bound: 'at least 2 scenes a split', hint: 'make more scenes' },
    );
  }
  const other = shuffledImages(seed, scenes.length);
  return own.map((row, i) => [
    ...row,
    ...SHUFFLED.map((column) => filePath(column, scenes[other[i] as number] as number)),
  ]);
}

/** One row a line. */
function indexText(
  about: Readonly<Record<string, unknown>>,
  splits: Readonly<Record<string, string[][]>>,
): string {
  const list = (rows: string[][]): string =>
    `[${rows.map((row) => `\n    ${JSON.stringify(row)}`).join(',')}\n  ]`;
  const lists = Object.entries(splits).map(([name, rows]) => `${JSON.stringify(name)}: ${list(rows)}`);
  const head = Object.entries(about).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`,
  );
  if (head.length === 0) return `{\n  ${lists.join(',\n  ')}\n}\n`;
  return `{\n${head.join('')}  "splits": {${lists.map((entry) => `\n  ${entry}`).join(',')}\n  }\n}\n`;
}
