import { InvalidArgumentError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { openNetFile } from '../exchange/net-file.js';

/** What the file of a net says of itself, without its values. */
export interface ReadStartNet {
  readonly file: string;
  readonly plan: NetPlan;
  readonly masked: boolean;
  /** Throws InvalidArgumentError where the net is not that of `plan`. */
  requireNet(plan: NetPlan): void;
}

/** Reads plan and kind of a checkpoint or .pth file. Throws NotFoundError, or InvalidDataError for another kind of file. */
export function readStartNet(file: string): ReadStartNet {
  const { state, plan, close } = openNetFile(file);
  close();
  const requireNet = (wanted: NetPlan): void => {
    requireSame(file, plan, wanted);
  };
  return { file, plan, masked: state.masks.size > 0, requireNet };
}

/** The factor whose net this is, as `--width` takes it. Throws InvalidArgumentError for a net of other widths. */
export function widthOf({ file, plan }: ReadStartNet): number {
  const factor = [1, 2, 4, 8, 16, 32].map((n) => 1 / n).find((n) => sameWidths(plan, scaledWidths(n)));
  if (factor !== undefined) return factor;
  throw new InvalidArgumentError(
    `${file}: has widths ${widthsOf(plan)}, which are not 1, 1/2, ... 1/32 of the published ones; a compacted net cannot ` +
      'be trained on: take the net it was made from',
    { file, field: 'from' },
  );
}

function requireSame(file: string, found: NetPlan, wanted: NetPlan): void {
  const tasks = ({ tasks: list }: NetPlan): string =>
    list.map(({ task, classes }) => `${task} (${classes})`).join(', ');
  if (tasks(found) !== tasks(wanted))
    throw new InvalidArgumentError(
      `${file}: has heads for ${tasks(found)}, the run trains ${tasks(wanted)}; choose the same tasks with --tasks`,
      { file, field: 'tasks', value: tasks(found), bound: tasks(wanted) },
    );
  if (!sameWidths(found, wanted.widths))
    throw new InvalidArgumentError(
      `${file}: has widths ${widthsOf(found)}, --width asks for ${widthsOf(wanted)}; leave --width away to take the file's`,
      { file, field: 'width', value: widthsOf(found), bound: widthsOf(wanted) },
    );
}

function sameWidths({ widths }: NetPlan, other: NetPlan['widths']): boolean {
  return [...widths.backbone, widths.head].join() === [...other.backbone, other.head].join();
}

function widthsOf({ widths }: NetPlan): string {
  return [...widths.backbone, widths.head].join(', ');
}
