const QUARTER = Math.PI / 2;

/**
 * Sine and cosine of an angle in radians, |angle| < 1e6, within 1e-12 of the true values. Made of +, -, *, / and
 * floor alone, which IEEE 754 fixes to the last bit: `Math.sin` may differ between machines and engines.
 */
export function sinCos(angle: number): { readonly sin: number; readonly cos: number } {
  const quarters = Math.floor(angle / QUARTER + 0.5);
  const x = angle - quarters * QUARTER;
  const sin = sine(x);
  const cos = cosine(x);
  switch (quarters & 3) {
    case 0:
      return { sin, cos };
    case 1:
      return { sin: cos, cos: -sin };
    case 2:
      return { sin: -sin, cos: -cos };
    default:
      return { sin: -cos, cos: sin };
  }
}

/** Taylor series, |x| <= pi/4. */
function sine(x: number): number {
  const s = x * x;
  return (
    x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - (s / 110) * (1 - s / 156))))))
  );
}

function cosine(x: number): number {
  const s = x * x;
  return (
    1 -
    (s / 2) *
      (1 - (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - (s / 90) * (1 - (s / 132) * (1 - s / 182))))))
  );
}
