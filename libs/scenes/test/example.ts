import { renderScene, SCENE_CLASS_NAMES } from '@metasparse/scenes';

// Scene 13 of seed 1: a kitchen.
export const scene = renderScene(1, 13, { height: 60, width: 80 });

const names = new Set(Array.from(scene.seg, (label) => SCENE_CLASS_NAMES[label] ?? ''));
export const sentence = `${String(names.size)} classes, from ${Math.min(...scene.depth).toFixed(2)} m on`;
