/**
 * Means over areas, as `cv2.resize(..., INTER_AREA)` shrinks: each target pixel is the mean of the source area it
 * covers, border pixels weighted by the covered part. [height, width, channels] bytes to float32 in 0..255.
 */
export function shrinkArea(
  from: Uint8Array,
  height: number,
  width: number,
  channels: number,
  toHeight: number,
  toWidth: number,
): Float32Array {
  if (height === toHeight && width === toWidth) return new Float32Array(from);
  const rows = covered(height, toHeight);
  const columns = covered(width, toWidth);
  const to = new Float32Array(toHeight * toWidth * channels);
  const sums = new Float64Array(toWidth * channels);
  rows.forEach((spans, y) => {
    sums.fill(0);
    for (const { index, part } of spans)
      addRow(sums, from, index * width * channels, columns, channels, part);
    to.set(sums, y * sums.length);
  });
  return to;
}

/** A source index and the share it has in a target pixel; shares of a target pixel add up to 1. */
interface Span {
  readonly index: number;
  readonly part: number;
}

function covered(source: number, target: number): readonly (readonly Span[])[] {
  const scale = source / target;
  return Array.from({ length: target }, (_, i) => {
    const start = i * scale;
    const end = Math.min((i + 1) * scale, source);
    const spans: Span[] = [];
    for (let index = Math.floor(start); index < end; index++) {
      const length = Math.min(index + 1, end) - Math.max(index, start);
      if (length > 1e-9) spans.push({ index, part: length / (end - start) });
    }
    return spans;
  });
}

function addRow(
  sums: Float64Array,
  from: Uint8Array,
  start: number,
  columns: readonly (readonly Span[])[],
  channels: number,
  rowPart: number,
): void {
  columns.forEach((spans, x) => {
    for (const { index, part } of spans) {
      const weight = part * rowPart;
      for (let c = 0; c < channels; c++) {
        sums[x * channels + c] =
          (sums[x * channels + c] as number) + weight * (from[start + index * channels + c] as number);
      }
    }
  });
}
