/** Where a shifted kernel tap meets one axis of a map. */
export interface Overlap {
  /** First position of the output that the tap reaches. */
  readonly dy: number;
  /** The position of the input that it reads there. */
  readonly x: number;
  /** Positions from there on; 0 where the tap leaves the map. */
  readonly length: number;
}

/** The part of an axis of `size` on which a tap shifted by `offset` meets it. */
export function overlap(size: number, offset: number): Overlap {
  return { dy: Math.max(0, -offset), x: Math.max(0, offset), length: Math.max(0, size - Math.abs(offset)) };
}
