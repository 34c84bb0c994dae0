import { ONE } from './one.js';

export const TWO = ONE + ONE;
