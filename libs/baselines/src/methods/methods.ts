/** What can be asked for, each a way to say how near two tasks are without training them. */
export const METHODS = [
  'gradient_cosine',
  'gradient_norm_ratio',
  'tag',
  'rsa',
  'h_score',
  'logme',
  'task2vec',
  'random',
] as const;
export type Method = (typeof METHODS)[number];

/** The numbers they give for a pair; larger is nearer in all of them, distances have a minus. */
export const BASELINE_METRICS = [
  'gradient_cosine',
  'gradient_norm_ratio',
  'tag',
  'rsa',
  'h_score_ratio',
  'logme_difference',
  'task2vec_cosine',
  'task2vec_normalized_cosine',
  'task2vec_kl',
  'task2vec_asymmetric_kl',
  'random',
] as const;
export type BaselineMetric = (typeof BASELINE_METRICS)[number];

/** Parts of a batch's computation that methods share, in their order: each needs those before it. */
export const PHASES = ['forward', 'heads', 'backward', 'lookahead'] as const;
export type Phase = (typeof PHASES)[number];

/** Passes over one batch. A head's are counted by themselves. */
export interface Passes {
  readonly backboneForward: number;
  readonly headForward: number;
  readonly headBackward: number;
  readonly backboneBackward: number;
}

/** Who gathers what: methods of the same quantities share it. No name is that of a phase. */
export const COLLECTORS = [
  'gradients',
  'affinities',
  'representation',
  'transfer',
  'fisher',
  'random',
] as const;
export type CollectorName = (typeof COLLECTORS)[number];

export interface MethodDefinition {
  readonly metrics: readonly BaselineMetric[];
  readonly collector: CollectorName;
  /** The last phase it needs; null for none. */
  readonly phase: Phase | null;
}

export const METHOD_TABLE: Readonly<Record<Method, MethodDefinition>> = {
  gradient_cosine: { metrics: ['gradient_cosine'], collector: 'gradients', phase: 'backward' },
  gradient_norm_ratio: { metrics: ['gradient_norm_ratio'], collector: 'gradients', phase: 'backward' },
  tag: { metrics: ['tag'], collector: 'affinities', phase: 'lookahead' },
  rsa: { metrics: ['rsa'], collector: 'representation', phase: 'heads' },
  h_score: { metrics: ['h_score_ratio'], collector: 'transfer', phase: 'forward' },
  logme: { metrics: ['logme_difference'], collector: 'transfer', phase: 'forward' },
  task2vec: {
    metrics: ['task2vec_cosine', 'task2vec_normalized_cosine', 'task2vec_kl', 'task2vec_asymmetric_kl'],
    collector: 'fisher',
    phase: 'backward',
  },
  random: { metrics: ['random'], collector: 'random', phase: null },
};

/** Metrics with a value for each direction; the first task of a pair is what the second gains from. */
export const DIRECTED: ReadonlySet<BaselineMetric> = new Set(['tag', 'task2vec_asymmetric_kl']);

/** The phases up to the last that one of the methods needs. */
export function phasesOf(methods: readonly Method[]): readonly Phase[] {
  const last = methods.map((method) => {
    const { phase } = METHOD_TABLE[method];
    return phase === null ? -1 : PHASES.indexOf(phase);
  });
  return PHASES.slice(0, 1 + Math.max(-1, ...last));
}

/** What phases take for a batch with this many tasks. */
export function passesOf(phases: readonly Phase[], tasks: number): Passes {
  const times = (phase: Phase, count: number): number => (phases.includes(phase) ? count : 0);
  return {
    backboneForward: times('forward', 1) + times('lookahead', tasks),
    headForward: times('heads', tasks) + times('lookahead', tasks ** 2),
    headBackward: times('heads', tasks),
    backboneBackward: times('backward', tasks),
  };
}
