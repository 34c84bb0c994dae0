/**
 * Indices of the `count` smallest keys among the elements that `eligible` marks (all without it); among equal keys
 * the lower index first. Keys are unsigned 32-bit: hashes, or bit patterns of values that are not negative. Two passes
 * of counting, no sorting.
 * @throws RangeError for more than there are eligible elements.
 */
export function smallest(keys: Uint32Array, count: number, eligible?: Uint8Array): Uint32Array {
  const available =
    eligible === undefined ? keys.length : eligible.reduce((sum, e) => sum + (e === 0 ? 0 : 1), 0);
  if (count > available) throw new RangeError(`${count} of ${available} elements cannot be taken`);
  const chosen = new Uint32Array(count);
  if (count === 0) return chosen;
  const { threshold, below } = kthSmallest(keys, count, eligible);
  let tied = count - below;
  for (let i = 0, at = 0; at < count; i++) {
    if (eligible?.[i] === 0) continue;
    const key = keys[i] as number;
    if (key < threshold || (key === threshold && tied-- > 0)) chosen[at++] = i;
  }
  return chosen;
}

/** The `rank`-th smallest eligible key, and how many are below it. */
function kthSmallest(
  keys: Uint32Array,
  rank: number,
  eligible: Uint8Array | undefined,
): { threshold: number; below: number } {
  const high = histogram(keys, eligible, null);
  const upper = locate(high, rank);
  const low = histogram(keys, eligible, upper.bin);
  const lower = locate(low, rank - upper.before);
  return { threshold: upper.bin * 65_536 + lower.bin, below: upper.before + lower.before };
}

/** Counts the upper halves, or the lower halves of the keys whose upper half is `upper`. */
function histogram(keys: Uint32Array, eligible: Uint8Array | undefined, upper: number | null): Uint32Array {
  const counts = new Uint32Array(65_536);
  for (let i = 0; i < keys.length; i++) {
    if (eligible?.[i] === 0) continue;
    const key = keys[i] as number;
    if (upper !== null && key >>> 16 !== upper) continue;
    const bin = upper === null ? key >>> 16 : key & 65_535;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function locate(counts: Uint32Array, rank: number): { bin: number; before: number } {
  let before = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] as number;
    if (before + count >= rank) return { bin, before };
    before += count;
  }
  throw new RangeError(`rank ${rank} is above the ${before} eligible elements`);
}
