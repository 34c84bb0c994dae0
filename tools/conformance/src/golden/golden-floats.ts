import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNpy, toFloat32 } from '@metasparse/datasets';

/** The values of an npy file of the golden folder, as float32 in C order. */
export function readGoldenFloats(shared: string, file: string): Float32Array {
  return toFloat32(readNpy(readFileSync(join(shared, 'golden', file)), file).data);
}
