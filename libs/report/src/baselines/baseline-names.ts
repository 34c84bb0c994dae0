import type { BaselineMetric, Method, TaskScore } from '@metasparse/baselines';
import { METRICS, type Metric } from '@metasparse/affinity';
import { METRIC_WORDS, type Wording } from '../answer/names.js';

export const BASELINE_WORDS: Readonly<Record<BaselineMetric, Wording>> = {
  gradient_cosine: {
    title: 'Gradient cosine',
    meaning: 'cosine of the two tasks’ gradients on the whole backbone',
  },
  gradient_norm_ratio: {
    title: 'Norm ratio',
    meaning: 'the shorter gradient’s length over the longer one’s',
  },
  tag: { title: 'TAG', meaning: 'fraction of its loss that the second task loses by a step of the first' },
  rsa: {
    title: 'RSA',
    meaning: 'whether the tasks find the same images alike, by what they ask of the feature',
  },
  h_score_ratio: { title: 'H-score', meaning: 'the smaller H-score over the larger one' },
  logme_difference: { title: 'LogME', meaning: 'minus the distance of the two LogMEs' },
  task2vec_cosine: { title: 'T2V cosine', meaning: 'minus Task2Vec’s cosine distance' },
  task2vec_normalized_cosine: {
    title: 'T2V n. cosine',
    meaning: 'minus Task2Vec’s cosine distance of the variances',
  },
  task2vec_kl: { title: 'T2V KL', meaning: 'minus Task2Vec’s symmetric divergence' },
  task2vec_asymmetric_kl: {
    title: 'T2V asym. KL',
    meaning: 'minus the divergence from the first to the second',
  },
  random: { title: 'Random', meaning: 'a number that knows nothing' },
};

export const METHOD_WORDS: Readonly<Record<Method, string>> = {
  gradient_cosine: 'Gradient cosine',
  gradient_norm_ratio: 'Gradient norm ratio',
  tag: 'TAG look-ahead',
  rsa: 'RSA',
  h_score: 'H-score',
  logme: 'LogME',
  task2vec: 'Task2Vec',
  random: 'Random',
};

export const SCORE_WORDS: Readonly<Record<TaskScore, string>> = {
  loss: 'Loss',
  gradient_norm: 'Gradient length',
  tag_self: 'TAG of itself',
  h_score: 'H-score',
  logme: 'LogME',
  sampled_pixels: 'Sampled pixels',
};

/** A measure of the correlations in words: a baseline, or a mask metric of the run. */
export function measureTitle(name: string): string {
  const mask = METRICS.find((metric: Metric) => name === `mask_${metric}`);
  if (mask !== undefined) return METRIC_WORDS[mask].title;
  return name in BASELINE_WORDS ? BASELINE_WORDS[name as BaselineMetric].title : name;
}
