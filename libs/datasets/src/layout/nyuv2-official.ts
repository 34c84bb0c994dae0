import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import type { ByteSource } from '../source/byte-source.js';
import { kindOf, malformed, parseObject } from './index-file.js';
import type { LabelFile, SampleRecord, SplitIndex } from './record.js';

/** Frames of the labelled NYU Depth V2. */
const FRAMES = 1449;

/** Folder and extensions of each file of a frame. */
const FOLDERS: readonly (readonly ['image' | LabelFile, string])[] = [
  ['image', 'img'],
  ['seg', 'seg'],
  ['normal', 'normal_mask'],
  ['depth', 'depth'],
];

/**
 * Records of a folder in NYUv2 layout (img, seg, normal_mask, depth) by the official split: `{train: [...], test:
 * [...]}` of frame numbers 1..1449. File names are numbers: the official ones, or, as AdaShare's copy has them,
 * official - 1; `firstFile` says which (undefined: 0 when a file 0000 exists, else 1). Numbers without an image are
 * left out, with a note.
 */
export async function nyuv2Official(
  source: ByteSource,
  splits: { readonly bytes: Uint8Array; readonly file: string },
  split: string,
  firstFile?: 0 | 1,
): Promise<SplitIndex> {
  const numbers = splitNumbers(splits.bytes, splits.file, split);
  const files = await filesByNumber(source);
  const images = files.get('image') ?? new Map<number, string>();
  const offset = firstFile ?? (images.has(0) ? 0 : 1);
  const records = numbers.flatMap((number) => recordOf(number - 1 + offset, files));
  const absent = numbers.filter((number) => !images.has(number - 1 + offset));
  return { records, notes: absentNote(absent, numbers.length, split) };
}

/** The names of the splits that a split file has. */
export function officialSplitNames(bytes: Uint8Array, file: string): readonly string[] {
  return Object.entries(parseObject(bytes, file))
    .filter(([, value]) => Array.isArray(value))
    .map(([name]) => name);
}

function splitNumbers(bytes: Uint8Array, file: string, split: string): readonly number[] {
  const splits = parseObject(bytes, file);
  const numbers: unknown = Object.hasOwn(splits, split) ? splits[split] : undefined;
  if (!Array.isArray(numbers)) {
    const known = officialSplitNames(bytes, file).slice(0, 10).join(', ');
    throw new InvalidArgumentError(`${file} has no list "${split}"; it has ${known || 'none'}.`, {
      file,
      field: 'split',
      value: split,
      bound: known,
    });
  }
  const seen = new Set<number>();
  for (const [i, number] of (numbers as readonly unknown[]).entries()) {
    if (!isFrame(number)) {
      throw malformed(
        file,
        `${split}[${String(i)}] is ${kindOf(number)}, not a frame number from 1 to ${String(FRAMES)}`,
      );
    }
    if (seen.has(number)) throw malformed(file, `${split}[${String(i)}] repeats frame ${String(number)}`);
    seen.add(number);
  }
  return [...seen];
}

function isFrame(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= FRAMES;
}

type FilesByNumber = ReadonlyMap<'image' | LabelFile, ReadonlyMap<number, string>>;

async function filesByNumber(source: ByteSource): Promise<FilesByNumber> {
  const files = new Map<'image' | LabelFile, Map<number, string>>();
  for (const [kind, folder] of FOLDERS) {
    const entry = await source.stat(folder);
    const names = entry?.kind === 'folder' ? await source.list(folder) : [];
    const byNumber = new Map<number, string>();
    for (const name of names) {
      const digits = /^(\d{1,6})\.(?:png|jpe?g|npy)$/.exec(name)?.[1];
      if (digits === undefined) continue;
      const earlier = byNumber.get(Number(digits));
      if (earlier !== undefined) {
        throw new InvalidDataError(
          `${source.name}/${folder} holds frame ${digits} twice: ${earlier} and ${name}.`,
          {
            file: `${folder}/${name}`,
            hint: 'remove one of them',
          },
        );
      }
      byNumber.set(Number(digits), `${folder}/${name}`);
    }
    files.set(kind, byNumber);
  }
  return files;
}

function recordOf(fileNumber: number, files: FilesByNumber): readonly SampleRecord[] {
  const image = files.get('image')?.get(fileNumber);
  if (image === undefined) return [];
  const labels: Partial<Record<LabelFile, string>> = {};
  for (const kind of ['seg', 'normal', 'depth'] as const) {
    const path = files.get(kind)?.get(fileNumber);
    if (path !== undefined) labels[kind] = path;
  }
  return [{ id: image, image, labels }];
}

function absentNote(absent: readonly number[], total: number, split: string): readonly string[] {
  if (absent.length === 0) return [];
  const some = absent.slice(0, 5).map(String).join(', ');
  const more = absent.length > 5 ? ', …' : '';
  return [
    `${String(absent.length)} of the ${String(total)} frames of split ${split} have no image here (${some}${more})`,
  ];
}
