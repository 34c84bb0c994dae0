import { InvalidDataError } from '@metasparse/contracts';
import type { Sharp } from 'sharp';
import { imageHeader, MAX_IMAGE_PIXELS, type ImageHeader } from './image-header.js';
import { loadSharp } from './sharp.js';

/** Samples in rows, [height, width, channels]. */
export interface Pixels<T extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: T;
}

/**
 * An 8-bit colour image as B, G, R bytes, equal to `cv2.imread(file)`: no colour profile and no gamma applied, alpha
 * dropped, grey repeated, a palette expanded, 16 bits cut to the upper 8, JPEG orientation applied.
 * @throws InvalidDataError when it is no PNG or JPEG, truncated, broken, CMYK, or beyond 2^26 pixels.
 */
export async function decodeColour(bytes: Uint8Array, file: string): Promise<Pixels<Uint8Array>> {
  const header = imageHeader(bytes, file);
  const decoder = await openDecoder(bytes);
  const pixels = await decode(decoder, header, file);
  return { ...pixels, channels: 3, data: toBgr(pixels) };
}

/**
 * One channel of exact samples, 8 or 16 bits as stored. A picture stored as RGB, RGBA or palette is taken when its
 * three colours are equal at every pixel; alpha is dropped.
 * @throws InvalidDataError for coloured pictures, 1, 2 and 4 bit samples, lossy JPEG, and what `decodeColour` refuses.
 */
export async function decodeGrey(bytes: Uint8Array, file: string): Promise<Pixels> {
  const header = imageHeader(bytes, file);
  if (header.format === 'jpeg') throw unfit(file, 'is a JPEG, whose numbers are not exact', 'a grey PNG');
  if (header.bitDepth < 8 && !header.palette) {
    throw unfit(file, `has ${String(header.bitDepth)}-bit samples`, '8 or 16 bits');
  }
  const pixels = await decode(await openDecoder(bytes), header, file);
  return { ...pixels, channels: 1, data: toGrey(pixels, file) };
}

function unfit(file: string, what: string, bound: string): InvalidDataError {
  return new InvalidDataError(`${file} ${what}; expected ${bound}.`, { file, field: 'format', bound });
}

async function openDecoder(bytes: Uint8Array): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(bytes, { ignoreIcc: true, failOn: 'error', limitInputPixels: MAX_IMAGE_PIXELS });
}

async function decode(decoder: Sharp, header: ImageHeader, file: string): Promise<Pixels> {
  try {
    const { space, depth, channels: stored } = await decoder.metadata();
    if (space === 'cmyk') throw unfit(file, 'is a CMYK picture', 'RGB or grey');
    const wide = depth === 'ushort';
    const grey = stored < 3;
    const oriented = header.format === 'jpeg' ? decoder.autoOrient() : decoder;
    const { data, info } = await oriented
      .toColourspace(wide ? (grey ? 'grey16' : 'rgb16') : grey ? 'b-w' : 'srgb')
      .raw({ depth: wide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { height, width, channels } = info;
    return { height, width, channels, data: wide ? sixteenBit(data) : data };
  } catch (cause) {
    if (cause instanceof InvalidDataError) throw cause;
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unknown reason';
    throw new InvalidDataError(`${file} is truncated or broken: ${reason.trim()}.`, {
      file,
      cause,
      hint: 'copy the file again',
    });
  }
}

function sixteenBit(data: Uint8Array): Uint16Array {
  return new Uint16Array(Uint8Array.from(data).buffer);
}

function toBgr({ height, width, channels, data }: Pixels): Uint8Array {
  const shift = data instanceof Uint16Array ? 8 : 0;
  const bgr = new Uint8Array(height * width * 3);
  const last = channels < 3 ? 0 : 2;
  const middle = channels < 3 ? 0 : 1;
  for (let from = 0, to = 0; to < bgr.length; from += channels, to += 3) {
    bgr[to] = (data[from + last] ?? 0) >>> shift;
    bgr[to + 1] = (data[from + middle] ?? 0) >>> shift;
    bgr[to + 2] = (data[from] ?? 0) >>> shift;
  }
  return bgr;
}

function toGrey({ height, width, channels, data }: Pixels, file: string): Uint8Array | Uint16Array {
  if (channels === 1) return data;
  const grey = data instanceof Uint16Array ? new Uint16Array(height * width) : new Uint8Array(height * width);
  for (let at = 0, from = 0; at < grey.length; at++, from += channels) {
    const value = data[from] ?? 0;
    if (channels >= 3 && (data[from + 1] !== value || data[from + 2] !== value)) {
      throw unfit(file, 'is a coloured picture', 'one number per pixel');
    }
    grey[at] = value;
  }
  return grey;
}
