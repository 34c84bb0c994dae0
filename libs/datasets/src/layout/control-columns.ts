import type { ControlTask } from '@metasparse/scenenet';

/** Where procedural scenes keep the label of a control task. */
export interface ControlColumn {
  /** Column of `scenes.json`. */
  readonly column: string;
  /** The one of `metasparse data make-scenes --controls` that writes it. */
  readonly madeBy: string;
}

export const CONTROL_COLUMNS: Readonly<Record<ControlTask, ControlColumn>> = {
  depth_monotone: { column: 'control_monotone_depth', madeBy: 'monotone_depth' },
  sn_rotated: { column: 'control_rotated_normal', madeBy: 'rotated_normal' },
  seg_shuffled: { column: 'control_shuffled_seg', madeBy: 'shuffled' },
  sn_shuffled: { column: 'control_shuffled_normal', madeBy: 'shuffled' },
  depth_shuffled: { column: 'control_shuffled_depth', madeBy: 'shuffled' },
  keypoint_shuffled: { column: 'control_shuffled_keypoint', madeBy: 'shuffled' },
  edge_shuffled: { column: 'control_shuffled_edge', madeBy: 'shuffled' },
  noise: { column: 'control_noise', madeBy: 'noise' },
};
