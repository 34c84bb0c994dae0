import type { Check } from '../check.js';
import { checkOtherLoader } from './loader-cityscapes-taskonomy.js';
import { checkNyuv2Loader } from './loader-nyuv2.js';

/** Loaders of the three datasets with fixed draws. */
export const loaderChecks: readonly Check[] = [
  { file: 'loader.json', name: 'NYUv2 loader', run: checkNyuv2Loader },
  {
    file: 'loader_cityscapes_taskonomy.json',
    name: 'Cityscapes loader',
    run: (shared) => checkOtherLoader(shared, 'cityscapes'),
  },
  {
    file: 'loader_cityscapes_taskonomy.json',
    name: 'Tiny-Taskonomy loader',
    run: (shared) => checkOtherLoader(shared, 'taskonomy'),
  },
];
