import { InvalidDataError } from '@metasparse/contracts';

/** A label or image map with the file it came from, for messages. */
export interface FileMap {
  readonly file: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/**
 * Every class number lies in [0, classes) or is the ignored one.
 * @throws InvalidDataError with the first pixel that does not.
 */
export function checkClasses(map: FileMap, classes: number, ignore: number): void {
  for (let i = 0; i < map.data.length; i++) {
    const value = map.data[i] as number;
    if (value === ignore || (value >= 0 && value < classes && Number.isInteger(value))) continue;
    throw new InvalidDataError(
      `${map.file} has the label ${String(value)} at ${pixel(map, i)}; labels go from 0 to ${String(classes - 1)}, ${String(ignore)} is ignored.`,
      {
        file: map.file,
        field: 'seg',
        value,
        bound: `0..${String(classes - 1)} or ${String(ignore)}`,
        hint: LABEL_HINT,
      },
    );
  }
}

const LABEL_HINT = 'map the classes to training numbers first';

/**
 * Depth is finite and not negative.
 * @throws InvalidDataError with the first pixel that is not.
 */
export function checkDepth(map: FileMap): void {
  for (let i = 0; i < map.data.length; i++) {
    const value = map.data[i] as number;
    if (value >= 0 && value < Infinity) continue;
    throw new InvalidDataError(
      `${map.file} has the depth ${String(value)} at ${pixel(map, i)}; depth is finite and at least 0, 0 where there is none.`,
      {
        file: map.file,
        field: 'depth',
        value,
        bound: '>= 0 and finite',
        hint: 'write 0 where depth is unknown',
      },
    );
  }
}

/**
 * Colours of an npy image lie in [0, 1] (half a percent of tolerance for resampling).
 * @throws InvalidDataError with the first value that does not.
 */
export function checkUnitColours(map: FileMap): void {
  for (let i = 0; i < map.data.length; i++) {
    const value = map.data[i] as number;
    if (value >= -0.005 && value <= 1.005) continue;
    throw new InvalidDataError(
      `${map.file} has the colour ${String(value)} at ${pixel(map, i)}; colours of an npy image go from 0 to 1.`,
      { file: map.file, field: 'image', value, bound: '0..1', hint: 'divide by 255, or save bytes as uint8' },
    );
  }
}

/** Image and label are of one size. @throws InvalidDataError naming both files and sizes. */
export function checkSameSize(image: Sized, label: Sized): void {
  if (image.height === label.height && image.width === label.width) return;
  throw new InvalidDataError(
    `${label.file} is ${sizeText(label)} pixels, its image ${image.file} is ${sizeText(image)}; they must be of one size.`,
    { file: label.file, field: 'size', value: sizeText(label), bound: sizeText(image) },
  );
}

export interface Sized {
  readonly file: string;
  readonly height: number;
  readonly width: number;
}

/** "480 x 640", rows first as everywhere. */
export function sizeText({ height, width }: Pick<Sized, 'height' | 'width'>): string {
  return `${String(height)} x ${String(width)}`;
}

function pixel(map: FileMap, i: number): string {
  const at = Math.floor(i / map.channels);
  return `row ${String(Math.floor(at / map.width))}, column ${String(at % map.width)}`;
}
