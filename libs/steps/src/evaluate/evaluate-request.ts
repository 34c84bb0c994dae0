import type { Dataset, Task } from '@metasparse/scenenet';

/** What an evaluation is of. */
export interface EvaluateRequest {
  /** A checkpoint in safetensors, or a .pth file. */
  readonly net: string;
  readonly data: string;
  readonly dataset: Dataset | 'auto';
  readonly split: string;
  /** Tasks of the net's heads in head order; needed only where their numbers of classes do not tell. */
  readonly tasks?: readonly Task[] | undefined;
  /** Threads inside a kernel. */
  readonly threads: number;
  /** Rows of the sheet of predictions beside labels; 0 for none. */
  readonly sheetRows: number;
  /** Split whose best constants are measured beside the net. */
  readonly constantSplit?: string | undefined;
}
