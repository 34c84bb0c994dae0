import { FULL_WIDTHS, netLayers, weightCount } from '@metasparse/scenenet';

const { backbone, heads } = netLayers({ widths: FULL_WIDTHS, tasks: [{ task: 'depth', classes: 1 }] });
const layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];

export const weights = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
