import { expect, it } from 'vitest';
import { labelForm } from './label-form.js';

const row = (classes: number, ...values: number[]) => ({
  height: 1,
  width: values.length / classes,
  classes,
  values: Float32Array.from(values),
});

it('turns logits into the first of the largest classes, at the size of the image', () => {
  expect([...labelForm('seg', row(3, 0, 2, 2, 5, 1, 1), 2, 4)]).toEqual([1, 1, 0, 0, 1, 1, 0, 0]);
});

it('brings normals to length 1 and leaves a zero vector', () => {
  expect([...labelForm('sn', row(3, 0, 0, -4, 0, 0, 0), 1, 2)]).toEqual([0, 0, -1, 0, 0, 0]);
});

it('leaves values as they are', () => {
  expect([...labelForm('depth', row(1, -1, 3), 1, 2)]).toEqual([-1, 3]);
});
