import { fromErrorData, InvalidDataError, toErrorData } from '@metasparse/contracts';

const error = new InvalidDataError('a.png: is 3 pixels wide, at least 8 are needed', {
  file: 'a.png',
  field: 'width',
  value: 3,
  bound: '>= 8',
});

export const arrived = fromErrorData(structuredClone(toErrorData(error)));
