import type { MaskPoint, TestPoint, TrainPoint } from '@metasparse/report';
import type { DeviceReport } from '../compute/messages.js';

/** What a training process tells while it works. */
export type TrainReport =
  /** `iteration` steps are done already, of `total`. */
  | { readonly kind: 'begin'; readonly iteration: number; readonly total: number }
  | {
      readonly kind: 'step';
      readonly point: TrainPoint;
      readonly imagesPerSecond: number;
      readonly rssBytes: number;
    }
  | { readonly kind: 'masks'; readonly point: MaskPoint }
  | { readonly kind: 'testing'; readonly images: number; readonly of: number }
  | { readonly kind: 'test'; readonly point: TestPoint; readonly best: boolean }
  /** File name below the run's folder. */
  | { readonly kind: 'checkpoint'; readonly iteration: number; readonly file: string }
  | { readonly kind: 'note'; readonly text: string };

/** What a training run tells while it works. */
export type TrainEvent =
  | TrainReport
  | { readonly kind: 'device'; readonly device: DeviceReport }
  | { readonly kind: 'phase'; readonly name: 'prune' | 'train' | 'report' };

export interface TrainHandlers {
  readonly onEvent?: ((event: TrainEvent) => void) | undefined;
  /** Stops the run after the iteration under way, with a checkpoint. */
  readonly signal?: AbortSignal | undefined;
  /** Goes on with the run in the folder, if there is one; otherwise that is a ConflictError. */
  readonly resume?: boolean | undefined;
  /** The command line for the report, one element an argument. */
  readonly command?: readonly string[] | undefined;
}

/** What the process of a finished run said. */
export interface TrainingCost {
  readonly device: DeviceReport;
  readonly peakRssBytes: number;
}
