/** What the marks of a picture mean, in a reader's words; pages draw a sample of the mark before each. */
export interface LegendEntry {
  readonly mark: 'bar' | 'ring' | 'chance' | 'line' | 'band' | 'context' | 'curve';
  readonly text: string;
}

const CHANCE_BAR: LegendEntry = { mark: 'chance', text: 'dashed: chance, what unrelated tasks would score' };

export function barLegend(seeds: number, chance: boolean): readonly LegendEntry[] {
  return [
    { mark: 'bar', text: 'bar and number: mean over seeds' },
    ...(seeds > 1 ? [{ mark: 'ring', text: 'rings and line: the seeds and their range' } as const] : []),
    ...(chance ? [CHANCE_BAR] : []),
  ];
}

export function layerLegend(seeds: number, pairs: number, chance: boolean): readonly LegendEntry[] {
  return [
    { mark: 'line', text: 'line with dots: mean over seeds, one dot a layer' },
    ...(seeds > 1 ? [{ mark: 'band', text: 'band: range of the seeds' } as const] : []),
    ...(pairs > 1 ? [{ mark: 'context', text: 'thin grey: mean of all pairs' } as const] : []),
    ...(chance ? [CHANCE_BAR] : []),
  ];
}
