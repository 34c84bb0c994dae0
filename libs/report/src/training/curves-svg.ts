import { datasetTitle } from '../answer/names.js';
import { composeFigure } from '../charts/figure.js';
import { curveLegend, curvePanels } from './curve-chart.js';
import type { TrainingCurves } from './training-run.js';

/**
 * The curves of a training as an SVG file: a panel for each task's loss, the total and the learning rate, iterations
 * across. Training losses are drawn thinned to at most 300 points and, where they leave the frame, at its edge.
 */
export function curvesSvg(run: TrainingCurves): string {
  const panels = curvePanels(run);
  const { dataset, method, iterations } = run.summary;
  return composeFigure({
    title: run.title,
    legend: [
      `${datasetTitle(dataset)} · ${method} · ${String(iterations)} iterations, from left to right`,
      ...curveLegend(run).map(({ text }) => text),
    ],
    panels,
    columns: panels.length <= 4 ? 2 : 3,
  });
}
