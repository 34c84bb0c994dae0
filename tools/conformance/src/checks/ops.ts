import { nearestIndex, type Tensor } from '@metasparse/scenenet';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum, sumOfMagnitudes } from '../compare.js';
import { kernels } from '../device.js';
import { formulaTensor } from '../formula.js';
import { readGolden, readSalt } from '../golden.js';
import { toChannelsFirst, toChannelsLast } from '../layout.js';

type Shape4 = readonly [number, number, number, number];
type Streams = Readonly<Record<'x' | 'w' | 'dy', number>>;

interface GoldenConv {
  readonly input: Shape4;
  readonly weight: Shape4;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly streams: Streams;
  readonly out_shape: Shape4;
  readonly y_sum: number;
  readonly y_abs_sum: number;
  readonly y_first4: readonly number[];
  readonly dw_sum: number;
  readonly dw_abs_sum: number;
  readonly dw_first4: readonly number[];
  readonly dx_abs_sum: number;
  readonly dx_first4: readonly number[];
  readonly saliency_sum_abs_w_dw: number;
}

interface GoldenPool {
  readonly streams: Streams;
  readonly shape: Shape4;
  readonly out_shape: Shape4;
  readonly y_sum: number;
  readonly dx_sum: number;
  readonly dx_abs_sum: number;
  readonly y_last4: readonly number[];
}

interface GoldenNorm {
  readonly y_abs_sum: number;
  readonly y_first4: readonly number[];
  readonly dx_abs_sum: number;
  readonly dx_first4: readonly number[];
  readonly dgamma: readonly number[];
  readonly dbeta: readonly number[];
  readonly running_mean: readonly number[];
  readonly running_var: readonly number[];
}

interface Golden {
  readonly conv: Readonly<Record<string, GoldenConv>>;
  readonly maxpool: Readonly<Record<string, GoldenPool>>;
  readonly batchnorm: GoldenNorm;
  readonly nearest: Readonly<Record<string, readonly number[]>>;
}

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
const nhwc = ([n, c, h, w]: Shape4): Shape4 => [n, h, w, c];

function activationTensor(stream: number, salt: number, shape: Shape4, map?: (v: number) => number): Tensor {
  return kernels().upload(toChannelsLast(formulaTensor(stream, salt, size(shape), map), shape), nhwc(shape));
}

function readActivation(x: Tensor, shape: Shape4): Float32Array {
  return toChannelsFirst(kernels().read(x), shape);
}

function compareConv(name: string, golden: GoldenConv, salt: number, into: Comparison): void {
  const k = kernels();
  const { stride, padding, dilation, input, weight, out_shape: out, streams } = golden;
  const geometry = { stride, padding, dilation };
  const values = formulaTensor(streams.w, salt, size(weight));
  const x = activationTensor(streams.x, salt, input);
  const dy = activationTensor(streams.dy, salt, out);
  const host = k.upload(values, weight);
  const w = k.weightToDevice(host);
  const y = k.conv2d(x, w, geometry);
  const dw = k.conv2dFilterGrad(x, [weight[2], weight[3]], dy, geometry);
  const dwHost = k.weightToHost(dw);
  const dx = k.conv2dInputGrad(x.shape, w, dy, geometry);
  const [yv, dwv, dxv] = [readActivation(y, out), k.read(dwHost), readActivation(dx, input)];
  k.free(x, dy, host, w, y, dw, dwHost, dx);
  into.add(`${name} sum y`, sum(yv), golden.y_sum, golden.y_abs_sum);
  into.addRelative(`${name} sum |y|`, sumOfMagnitudes(yv), golden.y_abs_sum);
  into.addAll(`${name} y`, yv, golden.y_first4, Math.sqrt(weight[1] * weight[2] * weight[3]));
  into.add(`${name} sum dw`, sum(dwv), golden.dw_sum, golden.dw_abs_sum);
  into.addRelative(`${name} sum |dw|`, sumOfMagnitudes(dwv), golden.dw_abs_sum);
  into.addAll(`${name} dw`, dwv, golden.dw_first4, golden.dw_abs_sum / dwv.length);
  into.addRelative(`${name} sum |dx|`, sumOfMagnitudes(dxv), golden.dx_abs_sum);
  into.addAll(`${name} dx`, dxv, golden.dx_first4, Math.sqrt(weight[0] * weight[2] * weight[3]));
  const saliency = sumOfMagnitudes(dwv.map((value, i) => value * (values[i] as number)));
  into.addRelative(`${name} sum |w dw|`, saliency, golden.saliency_sum_abs_w_dw);
}

function comparePool(name: string, golden: GoldenPool, salt: number, into: Comparison): void {
  const k = kernels();
  const x = activationTensor(golden.streams.x, salt, golden.shape);
  const dy = activationTensor(golden.streams.dy, salt, golden.out_shape);
  const y = k.maxPool(x);
  const dx = k.maxPoolGrad(x, y, dy);
  const [yv, dxv] = [readActivation(y, golden.out_shape), readActivation(dx, golden.shape)];
  k.free(x, dy, y, dx);
  into.addRelative(`${name} sum y`, sum(yv), golden.y_sum);
  into.addAll(`${name} last y`, yv.slice(-4), golden.y_last4);
  into.add(`${name} sum dx`, sum(dxv), golden.dx_sum, golden.dx_abs_sum);
  into.addRelative(`${name} sum |dx|`, sumOfMagnitudes(dxv), golden.dx_abs_sum);
}

/** Streams and shape are named in the golden file's text: x = 1 + 3 v(7300), gamma = 1 + v(7301)/2, beta, dy. */
function compareNorm(golden: GoldenNorm, salt: number, into: Comparison): void {
  const k = kernels();
  const shape: Shape4 = [2, 4, 9, 7];
  const x = activationTensor(7300, salt, shape, (v) => 1 + 3 * v);
  const gamma = k.upload(
    formulaTensor(7301, salt, 4, (v) => 1 + 0.5 * v),
    [4],
  );
  const beta = k.upload(formulaTensor(7302, salt, 4), [4]);
  const dy = activationTensor(7303, salt, shape);
  const { y, mean, variance, unbiasedVariance } = k.batchNorm(x, gamma, beta);
  const { dx, dgamma, dbeta } = k.batchNormGrad(x, gamma, dy, mean, variance);
  const [yv, dxv] = [readActivation(y, shape), readActivation(dx, shape)];
  into.addRelative('sum |y|', sumOfMagnitudes(yv), golden.y_abs_sum);
  into.addAll('y', yv, golden.y_first4);
  into.addRelative('sum |dx|', sumOfMagnitudes(dxv), golden.dx_abs_sum);
  into.addAll('dx', dxv, golden.dx_first4);
  into.addAll('dgamma', k.read(dgamma), golden.dgamma, 10);
  into.addAll('dbeta', k.read(dbeta), golden.dbeta, 10);
  into.addAll(
    'running mean',
    k.read(mean).map((m) => 0.1 * m),
    golden.running_mean,
  );
  into.addAll(
    'running variance',
    k.read(unbiasedVariance).map((v) => 0.9 + 0.1 * v),
    golden.running_var,
  );
  k.free(x, gamma, beta, dy, y, mean, variance, unbiasedVariance, dx, dgamma, dbeta);
}

export const opChecks: readonly Check[] = [
  {
    file: 'ops.json',
    name: 'single operations',
    run(shared): Promise<readonly CheckResult[]> {
      const golden = readGolden<Golden>(shared, 'ops.json');
      const salt = readSalt(shared);
      const before = kernels().live();
      const conv = new Comparison('convolutions: y, dw, dx', 1e-5);
      for (const [name, value] of Object.entries(golden.conv)) compareConv(name, value, salt, conv);
      const pool = new Comparison('ceil-mode max-pool: y, dx', 1e-6);
      for (const [name, value] of Object.entries(golden.maxpool)) comparePool(name, value, salt, pool);
      const norm = new Comparison('batch norm in training mode', 1e-5);
      compareNorm(golden.batchnorm, salt, norm);
      const nearest = new Comparison('nearest resize tables', 0);
      for (const [name, expected] of Object.entries(golden.nearest)) {
        const [from, to] = name.split('->').map(Number) as [number, number];
        nearest.addAll(name, nearestIndex(from, to), expected);
      }
      const leaked = new Comparison('tensors left behind by the operations', 0);
      leaked.add('live', kernels().live(), before);
      return Promise.resolve([conv, pool, norm, nearest, leaked].map((comparison) => comparison.result()));
    },
  },
];
