import { writeNpy } from '@metasparse/datasets';
import {
  monotoneDepth,
  noiseMap,
  renderScene,
  rotatedNormal,
  type Control,
  type SceneSize,
} from '@metasparse/scenes';
import { encodePng } from './png.js';

/** What decides the bytes of one scene's files. */
export interface ScenePlan extends SceneSize {
  readonly seed: number;
  readonly controls: readonly Control[];
}

/** Folder and ending of each kind of file; the first four are NYUv2's own. */
const FILES = {
  image: ['img', 'png'],
  seg: ['seg', 'png'],
  normal: ['normal_mask', 'png'],
  depth: ['depth', 'npy'],
  edge: ['edge', 'png'],
  keypoint: ['keypoint', 'png'],
  control_monotone_depth: ['control_monotone_depth', 'png'],
  control_rotated_normal: ['control_rotated_normal', 'png'],
  control_noise: ['control_noise', 'png'],
} as const satisfies Record<string, readonly [string, string]>;

/** A column of the index that has files of its own. */
export type FileColumn = keyof typeof FILES;

/** The columns every set has, NYUv2's four first. */
export const PLAIN_COLUMNS = ['image', 'seg', 'normal', 'depth', 'edge', 'keypoint'] as const;

const CONTROL_COLUMNS = {
  monotone_depth: ['control_monotone_depth'],
  rotated_normal: ['control_rotated_normal'],
  shuffled: [],
  noise: ['control_noise'],
} as const satisfies Record<Control, readonly FileColumn[]>;

/** Columns with files of their own, in index order. */
export function fileColumns(controls: readonly Control[]): readonly FileColumn[] {
  return [...PLAIN_COLUMNS, ...controls.flatMap((control) => CONTROL_COLUMNS[control])];
}

/** The folders a set needs. */
export function folders(controls: readonly Control[]): readonly string[] {
  return fileColumns(controls).map((column) => FILES[column][0]);
}

/** Path of a scene's file below the set's folder: four digits, more where needed. */
export function filePath(column: FileColumn, index: number): string {
  const [folder, ending] = FILES[column];
  return `${folder}/${String(index).padStart(4, '0')}.${ending}`;
}

/** All files of one scene, by their paths: a pure function of the plan and the index. */
export function sceneFiles(plan: ScenePlan, index: number): ReadonlyMap<string, Uint8Array> {
  const { seed, height, width, controls } = plan;
  const { rgb, seg, normal, depth, edge, keypoint } = renderScene(seed, index, plan);
  const png = (data: Uint8Array | Uint16Array, channels: 1 | 3): Uint8Array =>
    encodePng({ height, width, channels, data });
  const content: Readonly<Record<FileColumn, () => Uint8Array>> = {
    image: () => png(rgb, 3),
    seg: () => png(seg, 1),
    normal: () => png(normal, 3),
    depth: () => writeNpy(depth, [height, width]),
    edge: () => png(edge, 1),
    keypoint: () => png(keypoint, 1),
    control_monotone_depth: () => png(monotoneDepth(depth), 1),
    control_rotated_normal: () => png(rotatedNormal(normal), 3),
    control_noise: () => png(noiseMap(seed, index, height * width), 1),
  };
  return new Map(fileColumns(controls).map((column) => [filePath(column, index), content[column]()]));
}
