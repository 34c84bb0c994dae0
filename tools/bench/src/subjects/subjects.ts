/** One implementation of what is measured, at one precision. */
export interface Subject {
  readonly id: SubjectId;
  readonly label: string;
  readonly program: 'ours' | 'torch';
  /** Of PyTorch's side: which loop. */
  readonly variant?: 'reference' | 'channels_last' | 'tuned';
  readonly precision: 'fp32' | 'mixed' | 'bf16';
}

export const SUBJECT_IDS = [
  'ours-fp32',
  'reference-fp32',
  'channels-last-fp32',
  'tuned-fp32',
  'ours-mixed',
  'reference-bf16',
  'channels-last-bf16',
  'tuned-bf16',
] as const;
export type SubjectId = (typeof SUBJECT_IDS)[number];

/** In the order in which a round runs them. */
export const SUBJECTS: Readonly<Record<SubjectId, Subject>> = {
  'ours-fp32': { id: 'ours-fp32', label: 'ours, fp32', program: 'ours', precision: 'fp32' },
  'reference-fp32': torch('reference-fp32', 'as the original runs it', 'reference', 'fp32'),
  'channels-last-fp32': torch('channels-last-fp32', 'channels_last', 'channels_last', 'fp32'),
  'tuned-fp32': torch('tuned-fp32', 'tuned', 'tuned', 'fp32'),
  'ours-mixed': {
    id: 'ours-mixed',
    label: 'ours, mixed (fp32 forward, bf16 backward)',
    program: 'ours',
    precision: 'mixed',
  },
  'reference-bf16': torch('reference-bf16', 'as the original runs it', 'reference', 'bf16'),
  'channels-last-bf16': torch('channels-last-bf16', 'channels_last', 'channels_last', 'bf16'),
  'tuned-bf16': torch('tuned-bf16', 'tuned', 'tuned', 'bf16'),
};

function torch(
  id: SubjectId,
  loop: string,
  variant: 'reference' | 'channels_last' | 'tuned',
  precision: 'fp32' | 'bf16',
): Subject {
  return { id, label: `PyTorch ${loop}, ${precision}`, program: 'torch', variant, precision };
}
