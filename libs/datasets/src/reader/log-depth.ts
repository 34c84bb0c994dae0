/** Numerator and denominator of numpy's float32 logarithm on [1/sqrt(2), sqrt(2)], constant term first. */
const NUMERATOR = Float32Array.of(
  0,
  1,
  2.112677543073053,
  1.4800006335765066,
  0.38088377413884077,
  0.025899791179079227,
);
const DENOMINATOR = Float32Array.of(
  1,
  2.612677543073109,
  2.4530060717847364,
  0.9864942958519419,
  0.15464763749839067,
  0.005875095403124574,
);
const LN2 = Math.fround(Math.LN2);
const SQRT2 = Math.fround(Math.SQRT2);

/**
 * numpy's `log` of a float32 >= 1, to the last bit (its vector kernel: mantissa and exponent, a rational polynomial by
 * fused multiply-add; within one unit in the last place of the true value).
 */
export function logFloat32(value: number): number {
  let exponent = Math.floor(Math.log2(value));
  let mantissa = value / 2 ** exponent;
  if (mantissa > SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const x = Math.fround(mantissa - 1);
  return Math.fround(exponent * LN2 + Math.fround(horner(NUMERATOR, x) / horner(DENOMINATOR, x)));
}

function horner(coefficients: Float32Array, x: number): number {
  return coefficients.reduceRight((sum, coefficient) => Math.fround(sum * x + coefficient));
}

let table: Float32Array | undefined;

/** ln(1 + d) / ln(65536) of every 16-bit depth d, in [0, 1]: the original's float32 numbers. */
export function logDepthTable(): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, d) => logFloat32(1 + d) / Math.log(65_536));
  return table;
}
