import type { DomainError } from '@metasparse/contracts';
import type { Dataset } from '@metasparse/scenenet';
import type { LabelFile, Layout } from '../layout/record.js';
import type { LabelStatistics } from './label-statistics.js';

/** Something a person should look at. */
export interface Problem {
  readonly split: string;
  /** The sample's image as the index names it; undefined when the split as a whole is concerned. */
  readonly sample: string | undefined;
  /** `missing`: not there; `broken`: cannot be used; `odd`: can be used, but looks wrong. */
  readonly kind: 'missing' | 'broken' | 'odd';
  readonly reason: string;
}

export interface SplitReport {
  readonly split: string;
  /** Samples the index names. */
  readonly samples: number;
  /** Samples whose image and every label can be used. */
  readonly usable: number;
  /** Samples by size, "480 x 640". */
  readonly sizes: Readonly<Record<string, number>>;
  readonly labels: Readonly<Partial<Record<LabelFile, LabelStatistics>>>;
  readonly notes: readonly string[];
}

/** What `checkDataset` found. */
export interface DataReport {
  readonly folder: string;
  readonly dataset: Dataset;
  readonly layout: Layout;
  readonly splits: readonly SplitReport[];
  /** The first thousand, in index order. */
  readonly problems: readonly Problem[];
  readonly counts: Readonly<Record<Problem['kind'], number>>;
}

const MAX_PROBLEMS = 1000;

/** Collects problems, keeps the first thousand and counts all. */
export class Problems {
  readonly list: Problem[] = [];
  readonly counts = { missing: 0, broken: 0, odd: 0 };

  add(problem: Problem): void {
    this.counts[problem.kind] += 1;
    if (this.list.length < MAX_PROBLEMS) this.list.push(problem);
  }
}

/** `missing` for what is not there, `broken` otherwise. */
export function kindOfError(error: DomainError): 'missing' | 'broken' {
  return error.kind === 'NOT_FOUND' ? 'missing' : 'broken';
}
