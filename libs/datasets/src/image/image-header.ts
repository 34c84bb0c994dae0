import { InvalidDataError } from '@metasparse/contracts';

/** What an image file's first bytes claim. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg';
  readonly height: number;
  readonly width: number;
  /** Bits of one stored sample: 1, 2, 4, 8 or 16 (of the index, for a palette). */
  readonly bitDepth: number;
  readonly palette: boolean;
}

/** 8192 x 8192: four times the largest image of the three datasets would still fit eight times. */
export const MAX_IMAGE_PIXELS = 2 ** 26;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Reads size and depth from the header alone, so that an absurd claim is refused before a decoder allocates.
 * @throws InvalidDataError when it is neither PNG nor JPEG, truncated in the header, empty, or beyond 2^26 pixels.
 */
export function imageHeader(bytes: Uint8Array, file: string): ImageHeader {
  const header = PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)
    ? pngHeader(bytes, file)
    : bytes[0] === 0xff && bytes[1] === 0xd8
      ? jpegHeader(bytes, file)
      : undefined;
  if (header === undefined) throw new InvalidDataError(`${file} is not a PNG or JPEG image.`, { file });
  checkSize(header, file);
  return header;
}

function checkSize({ width, height }: ImageHeader, file: string): void {
  if (width > 0 && height > 0 && width * height <= MAX_IMAGE_PIXELS) return;
  const size = `${String(width)} x ${String(height)}`;
  throw new InvalidDataError(
    `${file} claims to be ${size} pixels; between 1 and ${String(MAX_IMAGE_PIXELS)} pixels are read.`,
    { file, field: 'size', value: size, bound: `<= ${String(MAX_IMAGE_PIXELS)} pixels` },
  );
}

function pngHeader(bytes: Uint8Array, file: string): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) throw truncated(file, bytes.length);
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    bitDepth: view.getUint8(24),
    palette: view.getUint8(25) === 3,
  };
}

/** Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function jpegHeader(bytes: Uint8Array, file: string): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) break;
    if (marker === 0xff) {
      at += 1;
    } else if (isFrameHeader(marker)) {
      const bitDepth = view.getUint8(at + 4);
      return {
        format: 'jpeg',
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        bitDepth,
        palette: false,
      };
    } else {
      at += 2 + Math.max(2, view.getUint16(at + 2));
    }
  }
  throw truncated(file, bytes.length);
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function truncated(file: string, length: number): InvalidDataError {
  return new InvalidDataError(`${file} ends or breaks inside its image header (${String(length)} bytes).`, {
    file,
    value: length,
    hint: 'copy the file again',
  });
}
