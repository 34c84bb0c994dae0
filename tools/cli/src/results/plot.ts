import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { PLOT_KINDS, plotSvg, svgToPng } from '@metasparse/report';
import { choose, readSimilarity } from './read-run.js';

const FORMATS: Readonly<Record<string, (svg: string) => string | Uint8Array>> = {
  svg: (svg) => svg,
  png: (svg) => svgToPng(svg),
};

export async function runPlot(options: {
  from: string;
  kind: string;
  format: string;
  out?: string;
}): Promise<void> {
  const kind = choose('kind', options.kind, Object.fromEntries(PLOT_KINDS.map((name) => [name, name])));
  const format = choose('format', options.format, FORMATS);
  const out = options.out ?? join(options.from, `${kind}.${options.format}`);
  await writeFileAtomically(out, format(plotSvg(readSimilarity(options.from), kind)));
  process.stdout.write(`${out}\n`);
}
