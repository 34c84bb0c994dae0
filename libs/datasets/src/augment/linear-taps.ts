/** For one axis: the left source index and the weight of its right neighbour, per target index. */
export interface Taps {
  readonly left: Int32Array;
  readonly weight: Float32Array;
}

/** How OpenCV's two INTER_LINEAR paths place a target index in the source. */
export interface TapRule {
  /** Round the position to float32 before it is split into index and weight (byte images). */
  readonly float32Position: boolean;
  /** Snap positions outside the image to the edge with weight 0; otherwise the caller clamps the two indices. */
  readonly snap: boolean;
}

/** Position `(i + 0.5) * scale - 0.5` with `scale = 1 / (target / source)` in double; left = floor, weight = rest. */
export function linearTaps(source: number, target: number, rule: TapRule): Taps {
  const scale = 1 / (target / source);
  const left = new Int32Array(target);
  const weight = new Float32Array(target);
  for (let i = 0; i < target; i++) {
    const exact = (i + 0.5) * scale - 0.5;
    const position = rule.float32Position ? Math.fround(exact) : exact;
    const floor = Math.floor(position);
    const outside = rule.snap && (floor < 0 || floor >= source - 1);
    left[i] = outside ? (floor < 0 ? 0 : source - 1) : floor;
    weight[i] = outside ? 0 : position - floor;
  }
  return { left, weight };
}
