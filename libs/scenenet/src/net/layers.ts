import { TASKS, type Task } from '../config/tasks.js';
import type { ConvGeometry } from '../kernels/kernels.js';

/** Channel counts of the net; the published one is `FULL_WIDTHS`. */
export interface Widths {
  /** Output channels of the four backbone segments; the stem has as many as the first. */
  readonly backbone: readonly [number, number, number, number];
  /** Hidden channels of each head branch. */
  readonly head: number;
}

export const FULL_WIDTHS: Widths = { backbone: [64, 128, 256, 512], head: 1024 };
/** One eighth of every width. */
export const NARROW_WIDTHS: Widths = { backbone: [8, 16, 32, 64], head: 128 };

/** Widths scaled by a factor in (0, 1]; every width must stay a whole number. */
export function scaledWidths(factor: number): Widths {
  const scale = (width: number): number => {
    const scaled = width * factor;
    if (!(factor > 0 && factor <= 1) || !Number.isInteger(scaled))
      throw new RangeError(
        `width factor ${factor} does not divide ${width} channels; use 1, 1/2, 1/4, ... 1/64`,
      );
    return scaled;
  };
  const [a, b, c, d] = FULL_WIDTHS.backbone;
  return { backbone: [scale(a), scale(b), scale(c), scale(d)], head: scale(FULL_WIDTHS.head) };
}

/** One convolution of the net. */
export interface ConvLayer extends ConvGeometry {
  readonly name: string;
  /** [out, in, height, width], the order in which masks and saliencies count elements. */
  readonly shape: readonly [number, number, number, number];
  readonly bias: boolean;
  /** Counter stream of the layer's random draws: the same whichever tasks are chosen. */
  readonly stream: number;
}

export interface HeadLayers {
  readonly task: Task;
  readonly classes: number;
  /** Four branches of three convolutions. */
  readonly branches: readonly (readonly [ConvLayer, ConvLayer, ConvLayer])[];
}

export const BLOCKS_PER_SEGMENT = [3, 4, 6, 3] as const;
const FIRST_STRIDE = [1, 2, 1, 1] as const;
const SEGMENT_DILATION = [1, 1, 2, 4] as const;
const BRANCH_RATES = [6, 12, 18, 24] as const;
export const BACKBONE_LAYERS = 36;
const HEAD_LAYERS = 12;

type Shape = ConvLayer['shape'];

function backboneConv(
  name: string,
  stream: number,
  shape: Shape,
  stride: number,
  dilation: number,
): ConvLayer {
  const padding = shape[2] === 7 ? 3 : shape[2] === 3 ? dilation : 0;
  return { name: `backbone.${name}`, stream, shape, stride, padding, dilation, bias: false };
}

/** The 36 convolutions of the backbone in module order: stem, 16 blocks of two, then the three downsampling ones. */
export function backboneLayers(widths: Widths): ConvLayer[] {
  const channels = widths.backbone;
  const layers = [backboneConv('conv1', 0, [channels[0], 3, 7, 7], 2, 1)];
  BLOCKS_PER_SEGMENT.forEach((blocks, s) => {
    const out = channels[s] as number;
    const dilation = SEGMENT_DILATION[s] as number;
    for (let b = 0; b < blocks; b++) {
      const inChannels = b === 0 ? (channels[Math.max(0, s - 1)] as number) : out;
      const stride = b === 0 ? (FIRST_STRIDE[s] as number) : 1;
      const name = `blocks.${s}.${b}`;
      layers.push(backboneConv(`${name}.conv1`, layers.length, [out, inChannels, 3, 3], stride, dilation));
      layers.push(backboneConv(`${name}.conv2`, layers.length, [out, out, 3, 3], 1, dilation));
    }
  });
  for (const s of [1, 2, 3] as const) {
    const shape: Shape = [channels[s], channels[(s - 1) as 0 | 1 | 2], 1, 1];
    layers.push(backboneConv(`ds.${s}.0`, layers.length, shape, FIRST_STRIDE[s], 1));
  }
  return layers;
}

/** Name of the batch norm behind a backbone convolution, as in the original's module tree. */
export function normName(convName: string): string {
  return /^backbone\.ds\.\d+\.0$/.test(convName)
    ? convName.replace(/0$/, '1')
    : convName.replace(/conv(\d+)$/, 'bn$1');
}

/** The twelve convolutions of one head; `position` is the head's place among the chosen tasks. */
export function headLayers(widths: Widths, task: Task, classes: number, position: number): HeadLayers {
  const first = BACKBONE_LAYERS + HEAD_LAYERS * TASKS.indexOf(task);
  const inChannels = widths.backbone[3];
  const hidden = widths.head;
  const branches = BRANCH_RATES.map((rate, c) => {
    const conv = (k: number, shape: Shape, dilation: number): ConvLayer => ({
      name: `task${position + 1}_fc1_c${c}.conv${k}`,
      stream: first + 3 * c + (k - 1),
      shape,
      stride: 1,
      padding: shape[2] === 3 ? dilation : 0,
      dilation,
      bias: true,
    });
    return [
      conv(1, [hidden, inChannels, 3, 3], rate),
      conv(2, [hidden, hidden, 1, 1], 1),
      conv(3, [classes, hidden, 1, 1], 1),
    ] as const;
  });
  return { task, classes, branches };
}

export function weightCount(layer: ConvLayer): number {
  return layer.shape.reduce((product, n) => product * n, 1);
}

/** The largest feature map one axis of an image of `n` pixels leaves the backbone with (stride 8, ceil-mode pool). */
export function featureSize(n: number): number {
  const stem = Math.floor((n - 1) / 2) + 1;
  return Math.floor((pooledSize(stem) - 1) / 2) + 1;
}

/** Output length of the 3-wide, stride-2, padding-1, ceil-mode pool: no window may start in the right padding. */
export function pooledSize(n: number): number {
  const out = Math.ceil((n - 1) / 2) + 1;
  return (out - 1) * 2 >= n + 1 ? out - 1 : out;
}
