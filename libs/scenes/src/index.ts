export {
  CONTROLS,
  monotoneDepth,
  noiseMap,
  rotatedNormal,
  shuffledImages,
  type Control,
} from './control/controls.js';
export { CLASS, SCENE_CLASSES, SCENE_CLASS_NAMES } from './label/classes.js';
export { edgeMap } from './picture/edges.js';
export { blurred, grey } from './picture/grey.js';
export { keypointMap } from './picture/keypoints.js';
export {
  GREATEST_SIDE,
  LEAST_SIDE,
  renderScene,
  SCENES_VERSION,
  type RenderedScene,
  type SceneSize,
} from './render-scene.js';
