import { fixed } from './format.js';
import type { Headline, RankedPair } from './headline.js';
import { listed, sparsityTitle, taskTitle } from './names.js';
import type { Pair } from './row-index.js';

/** The answer, cut where a page may set the first part in bold. */
export interface Sentence {
  readonly subject: string;
  readonly rest: string;
}

/** The answer in one sentence: which pair, by how much, how sure, how far from chance. */
export function answerSentence(answer: Headline, sparsities: readonly number[]): Sentence {
  const [first, second] = answer.ranking;
  if (answer.pairs === 0) {
    return { subject: 'One task alone', rest: ' has nothing to be compared with.' };
  }
  if (!first) {
    return { subject: 'No pair has a similarity that is a number', rest: ': see the notes below.' };
  }
  const where = `equal layer weights, ${sparsityTitle(answer.sparsity, sparsities)} sparsity`;
  const value = `mask IoU ${plusMinus(first)}`;
  if (!second) {
    return {
      subject: `${capital(both(first.pair))} have ${value}`,
      rest: `${clauses([chanceClause(first), seedClause(answer)])}; with one pair there is nothing to rank (${where}).`,
    };
  }
  const lead = first.value - second.value;
  return {
    subject: `${capital(both(first.pair))} ${clear(answer) ? 'are the most alike' : 'lead, but not clearly'}`,
    rest: `: ${value}${clauses([
      `${fixed(lead)} above ${both(second.pair)}`,
      chanceClause(first),
      seedClause(answer),
    ])} (${where}).`,
  };
}

/** A pair is called the most alike when it is first in every seed and there is more than one. */
function clear(answer: Headline): boolean {
  return answer.seeds > 1 && answer.seedsWithSameFirst === answer.seeds;
}

function seedClause({ seeds, ranking, seedsWithSameFirst, seedsWithSameOrder }: Headline): string {
  if (seeds === 1) {
    return 'from a single seed, so without a spread';
  }
  if (ranking.length < 2) {
    return `from ${String(seeds)} seeds`;
  }
  return seedsWithSameOrder === seeds
    ? `in the same order in all ${String(seeds)} seeds`
    : `first in ${String(seedsWithSameFirst)} of ${String(seeds)} seeds`;
}

/** How far the first pair lies from what unrelated tasks would score. */
function chanceClause(first: RankedPair): string {
  if (first.chance === null) {
    return '';
  }
  const distance = first.value - first.chance;
  return `${fixed(Math.abs(distance))} ${distance < 0 ? 'below' : 'above'} chance`;
}

function clauses(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
}

function both(pair: Pair): string {
  return listed(pair.map(taskTitle));
}

function plusMinus({ value, std }: RankedPair): string {
  return std === null ? fixed(value) : `${fixed(value)} ± ${fixed(std)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
