import { describe, expect, it } from 'vitest';
import { FULL_WIDTHS, scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { scratchFolder } from '../../test/scratch-folder.js';
import { netEntries } from '../net/net-names.js';
import { writeTorchZip, type TorchEntry } from '../torch/write-torch-zip.js';
import { openResNet34 } from './map-resnet34.js';
import { resNetName } from './resnet34-names.js';

const inScratch = scratchFolder();
const planOf = (factor: number): NetPlan => ({
  widths: scaledWidths(factor),
  tasks: [{ task: 'seg', classes: 2 }],
});
const NARROW = planOf(1 / 64);

/** torchvision's names as its documentation of ResNet-34 gives them, with the widths of a plan. */
function resNetEntries(plan: NetPlan): TorchEntry[] {
  const backbone = netEntries(plan).flatMap(({ name, kind, shape }, i): TorchEntry[] => {
    const theirs = resNetName(name);
    if (theirs === undefined) return [];
    const length = shape.reduce((product, n) => product * n, 1);
    return kind === 'count'
      ? [{ name: theirs, type: 'int64', shape, read: () => new Uint8Array(BigInt64Array.of(5n).buffer) }]
      : [
          {
            name: theirs,
            type: 'float32',
            shape,
            read: () => new Uint8Array(Float32Array.from({ length }, (_, e) => i + e / 8).buffer),
          },
        ];
  });
  const fc = { name: 'fc.bias', type: 'float32', shape: [2], read: () => new Uint8Array(8) } as const;
  return [...backbone, fc];
}

async function opened(theirs: NetPlan, ours: NetPlan, adaptInput = true) {
  const file = inScratch('resnet.pth');
  await writeTorchZip(file, resNetEntries(theirs));
  return openResNet34(file, ours, { adaptInput });
}

describe("torchvision's ResNet-34", () => {
  it("has a name for each of the backbone's 36 convolutions and norms, and none for heads", () => {
    expect(resNetName('backbone.conv1.weight')).toBe('conv1.weight');
    expect(resNetName('backbone.bn1.running_var')).toBe('bn1.running_var');
    expect(resNetName('backbone.blocks.0.2.conv2.weight')).toBe('layer1.2.conv2.weight');
    expect(resNetName('backbone.blocks.3.0.bn1.bias')).toBe('layer4.0.bn1.bias');
    expect(resNetName('backbone.ds.1.0.weight')).toBe('layer2.0.downsample.0.weight');
    expect(resNetName('backbone.ds.3.1.weight')).toBe('layer4.0.downsample.1.weight');
    expect(resNetName('task1_fc1_c0.conv1.weight')).toBeUndefined();
  });

  it('fits the full backbone shape by shape: 64, 128, 256, 512 channels, 3, 4, 6, 3 blocks', () => {
    const names = netEntries({ ...NARROW, widths: FULL_WIDTHS });
    const shapes = Object.fromEntries(names.map(({ name, shape }) => [resNetName(name), shape.join()]));
    expect(shapes).toMatchObject({
      'conv1.weight': '64,3,7,7',
      'layer2.0.downsample.0.weight': '128,64,1,1',
      'layer3.5.conv2.weight': '256,256,3,3',
      'layer4.0.conv1.weight': '512,256,3,3',
      'layer4.0.downsample.0.weight': '512,256,1,1',
    });
  });

  it('is mapped whole where all shapes agree, the classifier left out', async () => {
    const { report, tensors, counts, close } = await opened(NARROW, NARROW);
    expect(report.mapped).toHaveLength(36 * 6);
    expect(report.mapped[0]).toEqual({
      from: 'conv1.weight',
      to: 'backbone.conv1.weight',
      note: 'turned for B,G,R input that is not divided',
    });
    expect(report.leftOut).toEqual([{ from: 'fc.bias', why: 'the ImageNet classifier has no place here' }]);
    expect(report.kept).toEqual([]);
    expect(counts.get('backbone.ds.3.1.num_batches_tracked')).toBe(5);
    expect(tensors.get('backbone.bn1.weight')?.read()).toEqual(Float32Array.of(1));
    close();
  });

  it('gives on B,G,R bytes what it gives on its own input', async () => {
    const [plain, adapted] = [await opened(NARROW, NARROW, false), await opened(NARROW, NARROW)];
    const [theirs, ours] = [plain, adapted].map(
      ({ tensors }) => tensors.get('backbone.conv1.weight')?.read() ?? [],
    );
    const std = [0.229, 0.224, 0.225];
    const rgb = [0.3, -0.2, 0.7];
    let [own, turned] = [0, 0];
    for (let k = 0; k < 49; k++)
      for (let c = 0; c < 3; c++) {
        own += ((rgb[c] ?? 0) / (std[c] ?? 1)) * (theirs?.[c * 49 + k] ?? 0);
        turned += 255 * (rgb[2 - c] ?? 0) * (ours?.[c * 49 + k] ?? 0);
      }
    expect(turned).toBeCloseTo(own, 3);
    plain.close();
    adapted.close();
  });

  it('leaves out what has another shape and says both', async () => {
    const { report, close } = await opened(planOf(1 / 32), NARROW);
    expect(report.leftOut).toContainEqual({
      from: 'layer1.0.conv1.weight',
      why: 'its shape is [2, 2, 3, 3], the backbone needs [1, 1, 3, 3]',
    });
    expect(report.kept).toContain('backbone.blocks.0.0.conv1.weight');
    close();
  });

  it('is refused where it is no ResNet', async () => {
    const file = inScratch('other.pth');
    await writeTorchZip(file, [{ name: 'w', type: 'float32', shape: [1], read: () => new Uint8Array(4) }]);
    expect(() => openResNet34(file, NARROW)).toThrow('not a ResNet of torchvision');
  });
});
