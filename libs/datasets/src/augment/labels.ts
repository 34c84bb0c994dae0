import { LABEL_LIKE, type Compat, type Dataset, type Label } from '@metasparse/scenenet';

/** How a label map becomes numbers for the loss. */
export interface LabelContext {
  readonly dataset: Dataset;
  readonly compat: Compat;
  readonly flip: boolean;
  /** Whole image, nothing drawn. */
  readonly whole: boolean;
}

/**
 * Turns a cropped label, padding included, into what a sample holds.
 *
 * NYUv2 normals (B, G, R bytes): `reference` keeps the bytes and does not turn x at a mirror (quirks 9, 10);
 * `correct` decodes b / 127.5 - 1 and negates x, the R channel, where the picture is mirrored. White pixels carry no
 * normal: 255 in all three channels. Taskonomy normals (R, G, B, decoded): x is channel 0, negated in both.
 * Taskonomy labels of an augmented sample pass through float32 (v - 255) + 255 in `reference` (quirk 16).
 */
export function finishLabel(label: Label, values: Float32Array, context: LabelContext): Float32Array {
  const normal = LABEL_LIKE[label] === 'normal';
  if (normal && context.dataset === 'nyuv2') {
    return context.compat === 'reference' ? values : decodeBytes(values, context.flip);
  }
  if (context.dataset !== 'taskonomy') return values;
  if (normal && context.flip) negateX(values);
  if (context.compat === 'reference' && !context.whole) roundThroughPadding(values);
  return values;
}

function decodeBytes(values: Float32Array, flip: boolean): Float32Array {
  const xSign = flip ? -1 : 1;
  for (let i = 0; i < values.length; i += 3) {
    if (values[i] === 255 && values[i + 1] === 255 && values[i + 2] === 255) continue;
    values[i] = (values[i] as number) / 127.5 - 1;
    values[i + 1] = (values[i + 1] as number) / 127.5 - 1;
    values[i + 2] = xSign * ((values[i + 2] as number) / 127.5 - 1);
  }
  return values;
}

/** Padding (255) stays. */
function negateX(values: Float32Array): void {
  for (let i = 0; i < values.length; i += 3) {
    if (values[i] !== 255) values[i] = -(values[i] as number);
  }
}

function roundThroughPadding(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.fround((values[i] as number) - 255) + 255;
  }
}
