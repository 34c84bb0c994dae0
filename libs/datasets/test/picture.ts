import sharp from 'sharp';

/** PNG bytes of grey numbers, 8 or 16 bits by the array. */
export function greyPng(pixels: Uint8Array | Uint16Array, width: number): Promise<Uint8Array> {
  const picture = sharp(pixels, { raw: { width, height: pixels.length / width, channels: 1 } });
  return picture
    .toColourspace(pixels instanceof Uint16Array ? 'grey16' : 'b-w')
    .png()
    .toBuffer();
}

/** PNG bytes of R, G, B bytes. */
export function colourPng(pixels: Uint8Array, width: number): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height: pixels.length / width / 3, channels: 3 } })
    .png()
    .toBuffer();
}
