import { WEIGHTINGS, type Metric, type SimilarityFile, type Weighting } from '@metasparse/affinity';
import { METRIC_ORDER, METRIC_WORDS, pairLabel, WEIGHTING_WORDS } from '../answer/names.js';
import { pairsOf, sparsitiesOf } from '../answer/row-index.js';
import type { Choice } from './controls.js';

/** Weightings the file has rows for; some do not exist for narrow nets in compat reference. */
export function weightingsOf(file: SimilarityFile): readonly Weighting[] {
  const present = new Set(file.rows.map(({ weighting }) => weighting));
  return WEIGHTINGS.filter((weighting) => present.has(weighting));
}

export function metricsOf(file: SimilarityFile): readonly Metric[] {
  const present = new Set(file.rows.map(({ metric }) => metric));
  return METRIC_ORDER.filter((metric) => present.has(metric));
}

export function metricChoices(file: SimilarityFile): readonly Choice[] {
  return metricsOf(file).map((metric) => ({ value: metric, label: METRIC_WORDS[metric].title }));
}

export function weightingChoices(file: SimilarityFile): readonly Choice[] {
  return weightingsOf(file).map((weighting) => ({
    value: weighting,
    label: `${WEIGHTING_WORDS[weighting].title}: ${WEIGHTING_WORDS[weighting].meaning}`,
  }));
}

/** Weightings without their meaning, for a narrow list. */
export function weightingTitles(file: SimilarityFile): readonly Choice[] {
  return weightingsOf(file).map((weighting) => ({
    value: weighting,
    label: WEIGHTING_WORDS[weighting].title,
  }));
}

export function sparsityChoices(file: SimilarityFile): readonly Choice[] {
  return sparsitiesOf(file).map((sparsity) => ({
    value: String(sparsity),
    label: sparsity === 'mean' ? 'Mean over sparsities' : `${String(sparsity)} %`,
  }));
}

/** Pairs by their place, since a name may hold any character. */
export function pairChoices(file: SimilarityFile): readonly Choice[] {
  return pairsOf(file).map((pair, index) => ({ value: String(index), label: pairLabel(pair) }));
}
