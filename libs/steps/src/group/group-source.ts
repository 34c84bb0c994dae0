import type { SimilarityFile } from '@metasparse/affinity';
import type { GroupsFile, GroupTable } from '@metasparse/grouping';

export type SourceKind = GroupsFile['source']['kind'];

/** A number with what is known of its spread. */
export interface Measured {
  readonly value: number;
  /** One value a seed, in the order of the file. */
  readonly seeds: readonly number[];
  /** Values of a bootstrap that was done before; draw i of all numbers belongs together. */
  readonly draws: readonly number[] | null;
}

/** Takes one value of a number: its point estimate, or that of a draw. */
export type PickValue = (measured: Measured) => number;

/** What one image costs in a network. */
export interface NetworkCosts {
  /** Multiply-adds times two. */
  readonly flops?: number | undefined;
  readonly params?: number | undefined;
  readonly latencyMs?: number | undefined;
}

/** A file, read: what each network would give. */
export interface GroupSource {
  readonly kind: SourceKind;
  readonly path: string;
  /** What the numbers are and how a group's follow from them, in a sentence. */
  readonly what: string;
  readonly tasks: readonly string[];
  readonly objective: GroupsFile['objective'];
  /** Values each number has; draws each number has, null for none. */
  readonly seeds: number;
  readonly draws: number | null;
  readonly table: (pick: PickValue) => GroupTable;
  /** Whether the file has a number of its own for this group. */
  readonly measured: (group: number) => boolean;
  readonly costs: ReadonlyMap<number, NetworkCosts> | null;
  readonly similarity: SimilarityFile | null;
  readonly notes: readonly string[];
}

/** How many draws all numbers have: null where one has none or another number of them. */
export function commonDraws(numbers: readonly Measured[]): number | null {
  const counts = new Set(numbers.map(({ draws }) => draws?.length ?? 0));
  const [count = 0] = counts;
  return counts.size === 1 && count > 0 ? count : null;
}

/** How many seeds every number has; undefined where they differ. */
export function commonSeeds(numbers: readonly Measured[]): number | undefined {
  const counts = new Set(numbers.map(({ seeds }) => seeds.length));
  return counts.size === 1 ? [...counts][0] : undefined;
}

export function measuredValue(seeds: readonly number[], draws: readonly number[] | null = null): Measured {
  return { value: seeds.reduce((sum, value) => sum + value, 0) / seeds.length, seeds, draws };
}
