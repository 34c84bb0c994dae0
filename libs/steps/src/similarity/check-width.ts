import { InvalidArgumentError } from '@metasparse/contracts';

/** Throws InvalidArgumentError for a factor that leaves a width of the net broken. */
export function checkWidth(width: number): void {
  if ([1, 2, 4, 8, 16, 32].some((divisor) => width === 1 / divisor)) return;
  throw new InvalidArgumentError(`--width is ${width}; use 1, 1/2, 1/4, 1/8, 1/16 or 1/32`, {
    field: 'width',
    value: width,
    bound: '1, 1/2, ... 1/32',
  });
}
