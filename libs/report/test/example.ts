import type { SimilarityFile } from '@metasparse/affinity';
import { plotSvg, reportHtml, svgToPng, type RunFile } from '@metasparse/report';

/** What a run folder gets beside similarity.json and run.json. */
export function pictures(similarity: SimilarityFile, run: RunFile): Record<string, string | Uint8Array> {
  const bars = plotSvg(similarity, 'bars');
  return {
    'report.html': reportHtml({ similarity, run, examples: [] }),
    'bars.svg': bars,
    'bars.png': svgToPng(bars),
  };
}
