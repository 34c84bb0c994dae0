import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { FULL_WIDTHS, NARROW_WIDTHS, type NetPlan, type Widths } from '@metasparse/scenenet';
import {
  effectiveValues,
  netTensor,
  openCheckpoint,
  openPth,
  openTorchFile,
  stateDictOf,
  writeCheckpoint,
  writeOnnx,
  writePth,
  type NetState,
  type PthOptions,
} from '@metasparse/interchange';
import { randomNet } from './random-net.js';
import { expectSameNet } from './same-net.js';
import { scratchFolder } from './scratch-folder.js';
import { torchPlace } from './torch-place.js';

const SCRIPT = fileURLToPath(new URL('pth_roundtrip.py', import.meta.url));
const run = promisify(execFile);
const inScratch = scratchFolder();

const nyuv2 = (widths: Widths): NetPlan => ({
  widths,
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'sn', classes: 3 },
    { task: 'depth', classes: 1 },
  ],
});

/** Exports, lets PyTorch load it strictly and save it again; returns the folder of what PyTorch wrote. */
async function throughTorch(
  name: string,
  state: NetState,
  plan: NetPlan,
  options: PthOptions = {},
): Promise<string> {
  const file = inScratch(`${name}.pth`);
  const out = inScratch(name);
  await writePth(file, name, state, plan, options);
  const { python, env } = await torchPlace();
  const { widths, tasks } = plan;
  const flags = [
    `--classes=${tasks.map(({ classes }) => classes).join(',')}`,
    `--widths=${[...widths.backbone, widths.head].join(',')}`,
    `--prefix=${options.dataParallel === true ? 'module.' : ''}`,
    ...((options.form ?? (state.masks.size > 0 ? 'pruned' : 'dense')) === 'pruned' ? ['--pruned'] : []),
  ];
  await run(python, ['-W', 'ignore', SCRIPT, file, out, ...flags], { env });
  return out;
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

describe('a net of ours, through PyTorch and back', () => {
  const plan = nyuv2(NARROW_WIDTHS);
  const dense = randomNet(plan);
  const masked = randomNet(plan, { masked: true });
  let densePlace: string;
  let maskedPlace: string;

  beforeAll(async () => {
    densePlace = await throughTorch('dense', dense, plan);
    maskedPlace = await throughTorch('masked', masked, plan);
  });

  it.each(['zip.pth', 'legacy.pth', 'wrapped.pth'])('comes back bit-equal in %s', (name) => {
    const opened = openPth(`${densePlace}/${name}`);
    expectSameNet(opened.state, dense);
    opened.close();
  });

  it.each(['zip.pth', 'legacy.pth', 'wrapped.pth'])(
    'keeps raw weights and masks of a pruned net in %s',
    (name) => {
      const opened = openPth(`${maskedPlace}/${name}`);
      expectSameNet(opened.state, masked);
      opened.close();
    },
  );

  it('comes back through safetensors and a second export with the same bytes', async () => {
    const fromTorch = openPth(`${maskedPlace}/legacy.pth`);
    const checkpoint = inScratch('masked.safetensors');
    await writeCheckpoint(checkpoint, fromTorch.state);
    const opened = openCheckpoint(checkpoint);
    await writePth(inScratch('again.pth'), checkpoint, opened.state, plan);
    expect(sha256(inScratch('again.pth'))).toBe(sha256(inScratch('masked.pth')));
    fromTorch.close();
    opened.close();
  });

  it('gives the dense form the weights PyTorch computes with', async () => {
    const place = await throughTorch('multiplied', masked, plan, { form: 'dense' });
    const opened = openPth(`${place}/zip.pth`);
    const products = [...masked.tensors].map(
      ([name, { shape }]) => [name, netTensor(shape, effectiveValues(masked, name))] as const,
    );
    expectSameNet(opened.state, { ...masked, tensors: new Map(products), masks: new Map() });
    opened.close();
  });

  it("loads under DataParallel's names", async () => {
    const place = await throughTorch('parallel', dense, plan, { dataParallel: true });
    const opened = openPth(`${place}/zip.pth`);
    expectSameNet(opened.state, dense);
    opened.close();
  });

  it('reads half precision as the float32 values nearest to it', () => {
    const opened = openPth(`${densePlace}/half.pth`);
    const name = 'backbone.blocks.2.3.conv2.weight';
    const [half, full] = [opened.state.tensors.get(name)?.read(), dense.tensors.get(name)?.read()];
    const worst = half?.reduce((most, value, i) => Math.max(most, Math.abs(value - (full?.[i] ?? 9))), 0);
    expect(worst).toBeLessThan(2 ** -11);
    expect(opened.notes.join(' ')).toContain('float16');
    opened.close();
  });
});

describe.each([
  ['narrow', NARROW_WIDTHS, false],
  ['narrow and masked', NARROW_WIDTHS, true],
  ['full', FULL_WIDTHS, false],
] as const)('the ONNX export of a %s net', (name, widths, masked) => {
  it('gives in onnxruntime what PyTorch gives, to 1e-4', async () => {
    const plan = nyuv2(widths);
    const state = randomNet(plan, { masked });
    const place = await throughTorch(`onnx-${name}`, state, plan);
    const model = inScratch(`${name}.onnx`);
    await writeOnnx(model, name, state, plan);
    const predictions = openTorchFile(`${place}/predictions.pth`);
    const expected = stateDictOf(predictions).tensors;
    const image = expected.get('image');
    if (image === undefined) throw new Error('PyTorch wrote no image');
    const session = await InferenceSession.create(model, { intraOpNumThreads: 2 });
    const outputs = await session.run({ image: new Tensor('float32', image.float32(), [...image.shape]) });
    for (const [i, { task }] of plan.tasks.entries()) {
      const theirs = expected.get(`task${i + 1}`);
      expect(outputs[task]?.dims).toEqual(theirs?.shape);
      expect(
        worstDifference(outputs[task]?.data as Float32Array, theirs?.float32() ?? new Float32Array()),
      ).toBeLessThan(1e-4);
    }
    await session.release();
    predictions.close();
  });
});

/** Largest difference over the largest value. */
function worstDifference(a: Float32Array, b: Float32Array): number {
  const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Infinity))), 0) / scale;
}
