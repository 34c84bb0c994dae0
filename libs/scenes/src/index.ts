export { CLASS, SCENE_CLASSES } from './label/classes.js';
export { edgeMap } from './picture/edges.js';
export { blurred, grey } from './picture/grey.js';
export { keypointMap } from './picture/keypoints.js';
export {
  GREATEST_SIDE,
  LEAST_SIDE,
  renderScene,
  type RenderedScene,
  type SceneSize,
} from './render-scene.js';
