import type { OrderRow, RowJudgement, SimilarityRow, Verdict } from '@metasparse/affinity';
import type { SetRow, CertaintyRow } from '@metasparse/grouping';
import type { DecisionCertainty, DecisionPair, Grade } from '@metasparse/report';
import type { ResolvedDecision } from './decide-request.js';

/** A p value below this is called small. */
export const SMALL = 0.05;

type Row = Pick<SimilarityRow, 'pair' | 'metric' | 'weighting' | 'sparsity' | 'value'> & {
  readonly judged?: Pick<RowJudgement, 'interval' | 'null' | 'verdict' | 'p'>;
};

/** What the certainty is read from. */
export interface CertaintyInput {
  readonly decision: { readonly groups: Cell & Pick<ResolvedDecision['groups'], 'confidence' | 'alone'> };
  readonly similarity: {
    readonly rows: readonly Row[];
    readonly judging?: {
      readonly orders: readonly Pick<OrderRow, 'metric' | 'weighting' | 'sparsity' | 'probability' | 'p'>[];
    };
  };
  readonly groups: {
    /** The choice, then the rivals. */
    readonly sets: readonly (Pick<SetRow, 'margin' | 'marginInterval' | 'better'> & {
      readonly networks: readonly { readonly tasks: readonly string[] }[];
    })[];
    readonly certainty: Pick<CertaintyRow, 'draws' | 'same'> | null;
  };
}

type Facts = Omit<DecisionCertainty, 'grade' | 'sentence'>;

/** How far the choice can be trusted, from the judged similarities and the draws of the seeds. */
export function decisionCertainty({ groups, similarity, decision }: CertaintyInput): DecisionCertainty {
  const together = groups.sets[0]?.networks.map(({ tasks }) => tasks) ?? [];
  const facts: Facts = {
    confidence: decision.groups.confidence,
    draws: groups.certainty?.draws ?? null,
    same: groups.certainty?.same ?? null,
    rivals: groups.sets.slice(1).map(({ networks, margin, marginInterval, better }) => ({
      networks: networks.map(({ tasks }) => tasks),
      ...{ margin, marginInterval, better },
    })),
    pairs: similarity.rows.filter((row) => isCell(row, decision.groups)).map((row) => pairOf(row, together)),
    order: orderOf(similarity, decision.groups),
  };
  const grade = isByItself(together, decision.groups) ? 'no choice' : gradeOf(facts);
  return { grade, sentence: SENTENCES[grade](facts), ...facts };
}

type Cell = Pick<ResolvedDecision['groups'], 'metric' | 'weighting'>;

function isCell(row: Cell & { readonly sparsity: number | 'mean' }, { metric, weighting }: Cell): boolean {
  return row.metric === metric && row.weighting === weighting && row.sparsity === 'mean';
}

function pairOf({ pair, value, judged }: Row, networks: readonly (readonly string[])[]): DecisionPair {
  return {
    pair,
    value,
    interval: judged?.interval ?? null,
    null: judged?.null ?? null,
    verdict: judged?.verdict ?? 'not judged: nothing was resampled',
    p: judged?.p ?? null,
    together: networks.some((tasks) => pair.every((task) => tasks.includes(task))),
  };
}

function orderOf({ judging }: CertaintyInput['similarity'], cell: Cell): DecisionCertainty['order'] {
  const row = judging?.orders.find((order) => isCell(order, cell));
  return row === undefined ? null : { probability: row.probability, p: row.p };
}

/** Each task alone, which counts at least as much as any pair can: no draw of the numbers chooses otherwise. */
function isByItself(
  networks: readonly (readonly string[])[],
  { alone }: { readonly alone: number },
): boolean {
  return alone >= 1 && networks.every((tasks) => tasks.length === 1);
}

/** The worst that is true. */
function gradeOf({ confidence, same, rivals, pairs, order }: Facts): Grade {
  if (rivals.length === 0) return 'no choice';
  if (same === null || !pairs.some(({ verdict }) => isJudged(verdict))) return 'not judged';
  if (toldApart(pairs) === 0) return 'chance';
  if (pairs.length > 1 && (order?.p ?? 1) >= SMALL) return 'order unknown';
  return same >= confidence ? 'stands' : 'unsettled';
}

function isJudged(verdict: Verdict): boolean {
  return isTold(verdict) || verdict === 'not distinguishable from its null';
}

function isTold(verdict: Verdict): boolean {
  return verdict === 'above its null' || verdict === 'below its null';
}

/** Pairs whose similarity can be told from that of unrelated tasks. */
export function toldApart(pairs: readonly Pick<DecisionPair, 'verdict'>[]): number {
  return pairs.filter(({ verdict }) => isTold(verdict)).length;
}

const SENTENCES: Readonly<Record<Grade, (facts: Facts) => string>> = {
  'no choice': ({ rivals }) =>
    rivals.length === 0
      ? 'The budget and the rules leave no other choice; the similarities had no say in it.'
      : 'The budget has room for a network a task, which always counts most; the similarities had no say in it.',
  'not judged': ({ same, pairs }) =>
    same === null
      ? 'Everything was measured on one seed, so how sure this is cannot be said.'
      : `None of the ${pairs.length} similarities has a null to be compared with, so whether they are more than chance cannot be said.`,
  chance: ({ pairs, ...facts }) =>
    `The similarities cannot be told from chance: none of the ${count(pairs.length, 'pair')} differs from what unrelated tasks score. ` +
    `There is no evidence for this choice over another${pairs.length > 1 ? `, although ${stands(facts)}` : ''}.`,
  'order unknown': ({ pairs, order, ...facts }) =>
    `${toldApart(pairs)} of ${count(pairs.length, 'pair')} can be told from chance, but which pair is the more alike cannot: seeds agree no more on an order than chance often makes them ` +
    `(p ${order?.p?.toFixed(3) ?? 'not known'}). ${capital(stands(facts))}.`,
  unsettled: ({ confidence, ...facts }) =>
    `${capital(stands(facts))}, less than the ${percent(confidence)} that would settle it.`,
  stands: ({ pairs, ...facts }) =>
    `${capital(stands(facts))}, and ${toldApart(pairs)} of ${count(pairs.length, 'pair')} can be told from chance.`,
};

function stands({ draws, same }: Pick<Facts, 'draws' | 'same'>): string {
  return `${percent(same ?? 0)} of ${draws ?? 0} draws of the seeds choose the same`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(1))} %`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
