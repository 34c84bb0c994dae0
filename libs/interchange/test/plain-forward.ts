import { BLOCK_PLANS, netLayers, normName, type ConvLayer, type NetPlan } from '@metasparse/scenenet';
import { effectiveValues, type NetState } from '@metasparse/interchange';

/** [channel][y][x] as one array. */
export interface Picture {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float64Array;
}

/** The net in evaluation mode by its definition, in float64 loops: what any export has to agree with. */
export function plainForward(state: NetState, plan: NetPlan, image: Picture): Picture[] {
  const { backbone, heads } = netLayers(plan);
  const at = (index: number): ConvLayer => backbone[index] as ConvLayer;
  const convNorm = (index: number, x: Picture): Picture => norm(state, at(index), conv(state, at(index), x));
  let x = maxPool(relu(convNorm(0, image)));
  for (const { first, second, shortcut } of BLOCK_PLANS) {
    const branch = convNorm(second, relu(convNorm(first, x)));
    x = relu(sum([shortcut === null ? x : convNorm(shortcut, x), branch]));
  }
  return heads.map(({ branches }) =>
    sum(branches.map(([a, b, c]) => conv(state, c, relu(conv(state, b, relu(conv(state, a, x))))))),
  );
}

function map(x: Picture, value: (v: number, i: number) => number): Picture {
  return { ...x, data: x.data.map(value) };
}

function relu(x: Picture): Picture {
  return map(x, (v) => Math.max(v, 0));
}

function sum(pictures: readonly Picture[]): Picture {
  return map(pictures[0] as Picture, (_, i) =>
    pictures.reduce((total, { data }) => total + (data[i] as number), 0),
  );
}

function norm(state: NetState, layer: ConvLayer, x: Picture): Picture {
  const value = (name: string): Float32Array => effectiveValues(state, `${normName(layer.name)}.${name}`);
  const [gamma, beta, mean, variance] = [
    value('weight'),
    value('bias'),
    value('running_mean'),
    value('running_var'),
  ];
  return map(x, (v, i) => {
    const c = Math.floor(i / (x.height * x.width));
    const scale = (gamma[c] as number) / Math.sqrt((variance[c] as number) + 1e-5);
    return (v - (mean[c] as number)) * scale + (beta[c] as number);
  });
}

/** Value at a place, `outside` beyond the border. */
function pixel({ data, height, width }: Picture, c: number, y: number, x: number, outside: number): number {
  return y < 0 || x < 0 || y >= height || x >= width
    ? outside
    : (data[(c * height + y) * width + x] as number);
}

function filled(
  channels: number,
  height: number,
  width: number,
  value: (c: number, y: number, x: number) => number,
): Picture {
  const data = new Float64Array(channels * height * width);
  for (let c = 0, i = 0; c < channels; c++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[i++] = value(c, y, x);
  return { channels, height, width, data };
}

function conv(state: NetState, layer: ConvLayer, x: Picture): Picture {
  const { shape, stride, padding, dilation } = layer;
  const [out, inputs, kh, kw] = shape;
  const weight = effectiveValues(state, `${layer.name}.weight`);
  const bias = layer.bias ? effectiveValues(state, `${layer.name}.bias`) : undefined;
  const length = (n: number, k: number): number =>
    Math.floor((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1;
  return filled(out, length(x.height, kh), length(x.width, kw), (o, oy, ox) => {
    let total = bias?.[o] ?? 0;
    for (let i = 0; i < inputs; i++)
      for (let ky = 0; ky < kh; ky++)
        for (let kx = 0; kx < kw; kx++) {
          const value = pixel(
            x,
            i,
            oy * stride - padding + ky * dilation,
            ox * stride - padding + kx * dilation,
            0,
          );
          total += value * (weight[((o * inputs + i) * kh + ky) * kw + kx] as number);
        }
    return total;
  });
}

/** 3 x 3, stride 2, padding 1, sizes rounded up. */
function maxPool(x: Picture): Picture {
  const length = (n: number): number => Math.ceil((n - 1) / 2) + 1;
  return filled(x.channels, length(x.height), length(x.width), (c, y, ox) => {
    let most = -Infinity;
    for (let ky = -1; ky <= 1; ky++)
      for (let kx = -1; kx <= 1; kx++) most = Math.max(most, pixel(x, c, 2 * y + ky, 2 * ox + kx, -Infinity));
    return most;
  });
}
