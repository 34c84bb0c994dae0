import { InvalidDataError } from '@metasparse/contracts';
import { DATASET_CONFIGS } from '@metasparse/scenenet';
import { readNpy, toFloat32 } from '../npy/read-npy.js';
import type { ByteSource } from '../source/byte-source.js';
import { fileName } from './read-map.js';

const PRIOR_FILE = 'semseg_prior_factor.npy';

/**
 * Taskonomy's class weights, one per class, from semseg_prior_factor.npy.
 * @throws NotFoundError when the file is absent, InvalidDataError unless it holds 17 finite weights >= 0.
 */
export async function readClassWeights(source: ByteSource): Promise<Float32Array> {
  const file = fileName(source, PRIOR_FILE);
  const { data, shape } = readNpy(await source.read(PRIOR_FILE), file);
  const weights = toFloat32(data);
  const classes = DATASET_CONFIGS.taskonomy.classes.seg ?? 0;
  const bad = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (weights.length === classes && bad === undefined) return weights;
  const what = bad === undefined ? `has the shape (${shape.join(', ')})` : `holds the weight ${String(bad)}`;
  throw new InvalidDataError(`${file} ${what}; expected ${String(classes)} finite weights of at least 0.`, {
    file,
    field: 'class weights',
    value: bad ?? shape,
    bound: `${String(classes)} weights >= 0`,
  });
}
