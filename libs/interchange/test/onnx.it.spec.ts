import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { scaledWidths, streamKey, symmetric, type NetPlan } from '@metasparse/scenenet';
import { writeOnnx } from '@metasparse/interchange';
import { plainForward, type Picture } from './plain-forward.js';
import { randomNet } from './random-net.js';
import { scratchFolder } from './scratch-folder.js';

const inScratch = scratchFolder();
const PLAN: NetPlan = {
  widths: scaledWidths(1 / 32),
  tasks: [
    { task: 'seg', classes: 5 },
    { task: 'depth', classes: 1 },
  ],
};

function picture(height: number, width: number, salt: number): Picture {
  const key = streamKey(1, salt);
  return {
    channels: 3,
    height,
    width,
    data: Float64Array.from({ length: 3 * height * width }, (_, e) => Math.fround(128 * symmetric(key, e))),
  };
}

/** Largest difference over the largest value. */
function worst(actual: Float32Array, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? Infinity)))) / scale;
}

describe.each([
  ['a dense net', false],
  ['a masked net', true],
])('the ONNX export of %s', (name, masked) => {
  const state = randomNet(PLAN, { masked });
  const file = inScratch(`${masked}.onnx`);

  it.each([
    ['a batch of two', 2, 33, 41],
    ['sizes the pool rounds up', 1, 30, 36],
    ['one pixel a feature', 1, 8, 8],
  ])('gives for %s what the definition gives, to 1e-4', async (_, batch, height, width) => {
    await writeOnnx(file, name, state, PLAN);
    const pictures = Array.from({ length: batch }, (__, i) => picture(height, width, i));
    const expected = pictures.map((image) => plainForward(state, PLAN, image));
    const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
    const image = Float32Array.from(pictures.flatMap(({ data }) => [...data]));
    const outputs = await session.run({ image: new Tensor('float32', image, [batch, 3, height, width]) });
    for (const [i, { task, classes }] of PLAN.tasks.entries()) {
      const of = expected.map((heads) => heads[i] as Picture);
      expect(outputs[task]?.dims).toEqual([batch, classes, of[0]?.height, of[0]?.width]);
      expect(
        worst(
          outputs[task]?.data as Float32Array,
          of.flatMap(({ data }) => [...data]),
        ),
      ).toBeLessThan(1e-4);
    }
    await session.release();
  });

  it('has the same bytes each time', async () => {
    await writeOnnx(inScratch('again.onnx'), name, state, PLAN);
    await writeOnnx(file, name, state, PLAN);
    expect(readFileSync(inScratch('again.onnx')).equals(readFileSync(file))).toBe(true);
  });
});
