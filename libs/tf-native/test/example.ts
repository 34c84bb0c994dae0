import { openDevice } from '@metasparse/tf-native';

const { kernels } = openDevice('auto');
const x = kernels.upload(Float32Array.of(-1, 2), [1, 1, 1, 2]);
const y = kernels.relu(x);

export const values = kernels.read(y);
kernels.free(x, y);
export const left = kernels.live();
