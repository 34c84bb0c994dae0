/** What wrote a folder's files. */
export const RUN_KINDS = ['similarity', 'prune', 'train', 'evaluate'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export type Setting = string | number | boolean | null | readonly (string | number | boolean | null)[];
export type Settings = Readonly<Record<string, Setting>>;

/** One result of a run. */
export interface RunResult {
  readonly better: 'higher' | 'lower' | null;
  /** One value a seed; null where there is no number. */
  readonly values: readonly (number | null)[];
  /** What is needed to judge the mean over seeds, where the run says it. */
  readonly judged?: JudgedResult;
}

export interface JudgedResult {
  readonly interval: readonly [number, number] | null;
  readonly null: number | null;
  readonly verdict: string;
  readonly corrected: number | null;
}

/** What one kind of result file says. */
export interface RunPart {
  readonly kind: RunKind;
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly settings: Settings;
  readonly seeds: readonly number[];
  readonly results: Readonly<Record<string, RunResult>>;
  /** The net or checkpoint that it was made from: a path, or a name with its digest; null where there is none. */
  readonly from: { readonly file: string; readonly sha256?: string | undefined } | null;
  /** SHA-256 of the files that it wrote. */
  readonly made: readonly string[];
}

/** A folder of results, of one kind or several. */
export interface ComparedRun {
  readonly folder: string;
  readonly kinds: readonly RunKind[];
  readonly dataset: string;
  /** Tasks that were trained together, or compared. */
  readonly tasks: readonly string[];
  /** Named `kind.setting`; those of the run that it was made from are there as well. */
  readonly settings: Settings;
  readonly seeds: readonly number[];
  readonly results: Readonly<Record<string, RunResult>>;
}
