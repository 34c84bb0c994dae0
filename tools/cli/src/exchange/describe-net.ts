import type { NetPlan } from '@metasparse/scenenet';

/** Widths and heads in one line. */
export function describeNet({ widths, tasks }: NetPlan, masks: number): string {
  const heads = tasks.map(({ task, classes }) => `${task} (${classes})`).join(', ');
  const masked = masks === 0 ? 'no masks' : `masks on ${masks} tensors`;
  return `backbone of widths ${widths.backbone.join(', ')}; heads ${heads}; ${masked}`;
}

/** What a person should know, on standard error. */
export function printNotes(notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`note: ${note}\n`);
}
