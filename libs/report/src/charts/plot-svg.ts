import type { SimilarityFile } from '@metasparse/affinity';
import { HEADLINE } from '../answer/headline.js';
import { datasetTitle, METRIC_ORDER, METRIC_WORDS, sparsityTitle, WEIGHTING_WORDS } from '../answer/names.js';
import { pairsOf, sparsitiesOf } from '../answer/row-index.js';
import { barPanels } from './bar-chart.js';
import { composeFigure, type Figure } from './figure.js';
import { keptPanels } from './kept-chart.js';
import { hasChance, layerPanels } from './layer-chart.js';
import { barLegend, layerLegend, type LegendEntry } from './legends.js';
import { matrixPanel } from './matrix-chart.js';

export const PLOT_KINDS = ['matrix', 'bars', 'layers', 'kept'] as const;
export type PlotKind = (typeof PLOT_KINDS)[number];

const FIGURES: Readonly<Record<PlotKind, (file: SimilarityFile) => Figure>> = {
  matrix: matrixFigure,
  bars: barFigure,
  layers: layerFigure,
  kept: keptFigure,
};

/**
 * One picture of a result as an SVG file: `matrix` the four metrics, tasks against tasks; `bars` the pairs at every
 * sparsity with seeds and chance; `layers` the pairs layer by layer at every sparsity; `kept` how much of each layer
 * each task keeps. `bars` and `layers` show the headline metric.
 */
export function plotSvg(file: SimilarityFile, kind: PlotKind): string {
  const figure = FIGURES[kind](file);
  const about = `${datasetTitle(file.dataset)} · ${String(file.batches)} batches of ${String(file.batchSize)} · ${
    file.seeds.length === 1 ? '1 seed' : `${String(file.seeds.length)} seeds`
  }`;
  return composeFigure({ ...figure, legend: [about, ...figure.legend] });
}

function matrixFigure(file: SimilarityFile): Figure {
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  return {
    title: 'Similarity of tasks',
    legend: [
      `${WEIGHTING_WORDS[HEADLINE.weighting].title} layer weights, ${sparsityTitle(sparsity, file.sparsities)} sparsity`,
      ...METRIC_ORDER.map((metric) => `${METRIC_WORDS[metric].title}: ${METRIC_WORDS[metric].meaning}`),
    ],
    panels: METRIC_ORDER.map((metric) => matrixPanel(file, metric, HEADLINE.weighting, sparsity)),
    columns: 2,
  };
}

function barFigure(file: SimilarityFile): Figure {
  const chance = file.rows.some((row) => row.metric === HEADLINE.metric && row.chance !== null);
  return {
    title: `${METRIC_WORDS[HEADLINE.metric].title} of each pair, equal layer weights`,
    legend: lines(barLegend(file.seeds.length, chance)),
    panels: barPanels(file, HEADLINE.metric, HEADLINE.weighting),
    columns: 3,
  };
}

function layerFigure(file: SimilarityFile): Figure {
  const pairs = pairsOf(file).length;
  return {
    title: `${METRIC_WORDS[HEADLINE.metric].title} layer by layer`,
    legend: lines(layerLegend(file.seeds.length, pairs, hasChance(file, HEADLINE.metric))),
    panels: file.sparsities.flatMap((sparsity) =>
      layerPanels(file, HEADLINE.metric, sparsity).map((panel) => ({
        ...panel,
        title: `${panel.title}, ${String(sparsity)} % sparsity`,
      })),
    ),
    columns: Math.min(pairs, 5),
  };
}

function keptFigure(file: SimilarityFile): Figure {
  return {
    title: 'Weights kept in each layer',
    legend: ['one line a sparsity, one dot a layer; ds: the downsampling layers beside the chain'],
    panels: keptPanels(file),
    columns: 3,
  };
}

function lines(entries: readonly LegendEntry[]): readonly string[] {
  return entries.map(({ text }) => text);
}
