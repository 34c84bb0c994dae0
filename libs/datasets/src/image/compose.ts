import { loadSharp } from './sharp.js';

/** R, G, B bytes to be placed on a sheet. */
export interface Tile {
  readonly rgb: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Where and how large on the sheet. */
  readonly left: number;
  readonly top: number;
  readonly shownHeight: number;
  readonly shownWidth: number;
  /** Blend pixels (photographs) or keep them apart (labels). */
  readonly smooth: boolean;
}

/** An SVG drawing with pictures laid over it, as PNG bytes. */
export async function composePng(svg: string, tiles: readonly Tile[]): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const layers = await Promise.all(
    tiles.map(async ({ rgb, height, width, left, top, shownHeight, shownWidth, smooth }) => {
      const input = await sharp(rgb, { raw: { width, height, channels: 3 } })
        .resize(shownWidth, shownHeight, { fit: 'fill', kernel: smooth ? 'lanczos3' : 'nearest' })
        .png()
        .toBuffer();
      return { input, left, top };
    }),
  );
  return sharp(new TextEncoder().encode(svg)).composite(layers).png({ compressionLevel: 9 }).toBuffer();
}
