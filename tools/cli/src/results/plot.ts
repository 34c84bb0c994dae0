import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { curvesSvg, PLOT_KINDS, plotSvg, svgToPng, type PlotKind } from '@metasparse/report';
import { isTrainingFolder, readTrainingCurves } from '@metasparse/steps';
import { choose, readSimilarity } from './read-run.js';

const FORMATS: Readonly<Record<string, (svg: string) => string | Uint8Array>> = {
  svg: (svg) => svg,
  png: (svg) => svgToPng(svg),
};

const CURVES = 'curves';

/** Draws a similarity run, or a training run's curves where the folder holds one. */
export async function runPlot(options: {
  from: string;
  kind?: string;
  format: string;
  out?: string;
}): Promise<void> {
  const training = isTrainingFolder(options.from);
  const kinds: readonly (PlotKind | typeof CURVES)[] = training ? [CURVES] : PLOT_KINDS;
  const chosen = options.kind ?? (training ? CURVES : 'matrix');
  const kind = choose('kind', chosen, Object.fromEntries(kinds.map((name) => [name, name])));
  const format = choose('format', options.format, FORMATS);
  const out = options.out ?? join(options.from, `${kind}.${options.format}`);
  await writeFileAtomically(out, format(draw(options.from, kind)));
  process.stdout.write(`${out}\n`);
}

function draw(folder: string, kind: PlotKind | typeof CURVES): string {
  return kind === CURVES ? curvesSvg(readTrainingCurves(folder)) : plotSvg(readSimilarity(folder), kind);
}
