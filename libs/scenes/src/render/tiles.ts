/** Side of the tiles in which pixels are lit together. */
const TILE = 8;

/** Which of 16 samples a pixel takes: each of any 4 x 4 neighbours another one. */
const ORDER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

export function sampleNumber(row: number, column: number): number {
  return ORDER[(row & 3) * 4 + (column & 3)] as number;
}

/** Calls `visit` with the pixels of one tile after another; those of each tile in groups of equal solid. */
export function forEachTile(
  height: number,
  width: number,
  solid: Int32Array,
  visit: (pixels: readonly number[]) => void,
): void {
  for (let top = 0; top < height; top += TILE)
    for (let left = 0; left < width; left += TILE) {
      const groups = new Map<number, number[]>();
      for (let row = top; row < Math.min(top + TILE, height); row++)
        for (let column = left; column < Math.min(left + TILE, width); column++) {
          const p = row * width + column;
          const group = groups.get(solid[p] as number);
          if (group === undefined) groups.set(solid[p] as number, [p]);
          else group.push(p);
        }
      for (const pixels of groups.values()) visit(pixels);
    }
}
