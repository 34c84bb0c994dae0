import type { Comparison } from '@metasparse/steps';
import { markdown } from '../console/markdown.js';
import { table } from '../console/format.js';
import { letter, resultRows, settingRows } from './comparison-cells.js';

/** The comparison for a terminal. */
export function comparisonText(comparison: Comparison, allSettings: boolean): string {
  return sections(comparison, allSettings, table);
}

/** The comparison as Markdown. */
export function comparisonMarkdown(comparison: Comparison, allSettings: boolean): string {
  return sections(comparison, allSettings, markdown);
}

function sections(
  comparison: Comparison,
  allSettings: boolean,
  layOut: (rows: readonly (readonly string[])[]) => string,
): string {
  const settings = settingRows(comparison, allSettings);
  const parts = [
    layOut([['run', 'folder', 'kind', 'seeds'], ...groupRows(comparison)]),
    settings.length === 0 ? 'no setting differs' : layOut(settings),
    comparison.results.length === 0 ? 'no result differs' : layOut(resultRows(comparison)),
    notes(comparison).join('\n\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function groupRows({ groups }: Comparison): string[][] {
  return groups.map(({ folders, kinds, seeds }, g) => [
    letter(g),
    folders.join(', '),
    kinds.join(', '),
    seeds.length === 0 ? '-' : seeds.join(','),
  ]);
}

function notes({ groups, results, published, equal, alone }: Comparison): string[] {
  const spread = results.some(({ values }) => values.some((value) => (value?.sd ?? null) !== null));
  return [
    ...(equal > 0 ? [`${equal} results are equal in all runs`] : []),
    ...(alone > 0 ? [`${alone} results are there in one run only`] : []),
    ...(spread
      ? ['±: standard deviation over seeds; of differences seed by seed where the seeds are the same']
      : []),
    ...(groups.length > 1 && results.length > 0 ? ['↑ higher is better, ↓ lower is better'] : []),
    ...published.map(({ title, conditions }) => `published, ${title}: ${conditions}`),
  ];
}
