import type { NetPlan } from '@metasparse/scenenet';
import type { NetTensor } from '../net/net-state.js';
import { readCount } from '../net/read-count.js';
import { openTorchFile } from '../torch/open-torch-file.js';
import { stateDictOf } from '../torch/state-dict.js';
import type { TorchTensor } from '../torch/torch-tensor.js';
import { broken } from '../refusal.js';
import { adaptStem, STEM } from './adapt-stem.js';
import { backboneByResNetName } from './resnet34-names.js';

export interface ResNetReport {
  /** Entries taken over: torchvision's name, ours, and what was changed on the way. */
  readonly mapped: readonly { readonly from: string; readonly to: string; readonly note?: string }[];
  readonly leftOut: readonly { readonly from: string; readonly why: string }[];
  /** Entries of our backbone that the file had nothing for: they keep their own start values. */
  readonly kept: readonly string[];
}

export interface ResNetOptions {
  /**
   * Turns the stem's weights for our input, which is B,G,R minus the mean and not divided: channels reversed, each
   * divided by 255 times its ImageNet deviation. Default true; false copies them as they are.
   */
  readonly adaptInput?: boolean;
}

export interface ResNetWeights {
  readonly tensors: ReadonlyMap<string, NetTensor>;
  readonly counts: ReadonlyMap<string, number>;
  readonly report: ResNetReport;
  readonly close: () => void;
}

/**
 * torchvision's ResNet-34 checkpoint (ImageNet) for the backbone of `plan`, entry by entry where the shapes agree.
 * Segments 3 and 4 have stride 1 and dilation 2 and 4 here; their weights fit all the same. Throws NotFoundError, or
 * InvalidDataError for a file in which nothing fits a ResNet.
 */
export function openResNet34(path: string, plan: NetPlan, options: ResNetOptions = {}): ResNetWeights {
  const file = openTorchFile(path);
  try {
    const { tensors } = stateDictOf(file);
    if (!tensors.has(STEM) || !tensors.has('layer1.0.conv1.weight'))
      throw broken(path, `is not a ResNet of torchvision: it has no ${STEM} or no layer1.0.conv1.weight`);
    return { ...mapResNet34(path, tensors, plan, options), close: file.close };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The mapping itself, over a state_dict that is open; `file` is for messages. */
export function mapResNet34(
  file: string,
  theirs: ReadonlyMap<string, TorchTensor>,
  plan: NetPlan,
  { adaptInput = true }: ResNetOptions = {},
): Omit<ResNetWeights, 'close'> {
  const ours = backboneByResNetName(plan);
  const tensors = new Map<string, NetTensor>();
  const counts = new Map<string, number>();
  const mapped: { from: string; to: string; note?: string }[] = [];
  const leftOut: { from: string; why: string }[] = [];
  for (const [from, tensor] of theirs) {
    const entry = ours.get(from);
    const why = entry === undefined ? unknownName(from) : otherShape(tensor.shape, entry.shape);
    if (entry === undefined || why !== undefined) {
      leftOut.push({ from, why: why ?? '' });
      continue;
    }
    const stem = from === STEM && adaptInput;
    if (entry.kind === 'count') counts.set(entry.name, readCount(file, from, tensor));
    else
      tensors.set(entry.name, {
        shape: entry.shape,
        read: () => (stem ? adaptStem(tensor) : tensor.float32()),
      });
    mapped.push({
      from,
      to: entry.name,
      ...(stem ? { note: 'turned for B,G,R input that is not divided' } : {}),
    });
  }
  const taken = new Set(mapped.map(({ to }) => to));
  const kept = [...ours.values()].map(({ name }) => name).filter((name) => !taken.has(name));
  return { tensors, counts, report: { mapped, leftOut, kept } };
}

function unknownName(name: string): string {
  return name.startsWith('fc.')
    ? 'the ImageNet classifier has no place here'
    : 'the backbone has no such entry';
}

function otherShape(theirs: readonly number[], ours: readonly number[]): string | undefined {
  if (theirs.join() === ours.join()) return undefined;
  return `its shape is [${theirs.join(', ')}], the backbone needs [${ours.join(', ')}]`;
}
