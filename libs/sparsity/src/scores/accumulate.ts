/** Batches [start, end) whose saliencies are added up before they join the total. */
export interface Block {
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts `batches` into fixed blocks of `blockSize` (the last may be shorter). A saliency is the sum of its blocks'
 * partial sums, added in block order; as the plan depends on nothing but its two arguments, 1 and 100 workers, and
 * a run that was stopped and went on, give the same bits.
 * @throws RangeError unless both are positive integers.
 */
export function planBlocks(batches: number, blockSize: number): readonly Block[] {
  positiveInteger('batches', batches);
  positiveInteger('blockSize', blockSize);
  return Array.from({ length: Math.ceil(batches / blockSize) }, (_, index) => ({
    index,
    start: index * blockSize,
    end: Math.min(batches, (index + 1) * blockSize),
  }));
}

/**
 * total[i] += partial[i], each sum rounded to float32, in element order.
 * @throws RangeError where the lengths differ.
 */
export function addInto(total: Float32Array, partial: Float32Array): void {
  if (total.length !== partial.length) {
    throw new RangeError(`a partial sum of ${partial.length} values does not fit ${total.length}`);
  }
  for (let i = 0; i < total.length; i++) {
    total[i] = (total[i] as number) + (partial[i] as number);
  }
}

function positiveInteger(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} is ${value}, it has to be an integer of at least 1`);
  }
}
