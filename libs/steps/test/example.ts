import { defaultBlockBatches } from '@metasparse/steps';

export const blocks = [5, 50, 1].map(defaultBlockBatches);
