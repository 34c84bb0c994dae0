import type { DecisionFile, DecisionNetwork } from '@metasparse/report';
import type { Findings } from './build-decision.js';
import { decisionCertainty, SMALL, toldApart } from './decision-certainty.js';

/** What could be wrong with the decision, in sentences; only what is true of this one. */
export function decisionDoubts(
  findings: Findings,
  networks: readonly DecisionNetwork[],
  total: DecisionFile['total'],
): string[] {
  return [
    ...chance(findings),
    'Similar is not the same as helpful: nothing was trained here, and whether tasks with similar masks gain from ' +
      'each other was not checked on this data. The commands cotrain and validate below check it.',
    ...fewPairs(findings),
    ...byBudget(findings),
    ...ofPairs(networks),
    ...size(findings),
    ...stopping(findings),
    ...costs(findings, networks, total),
    ...findings.groups.notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
  ];
}

function chance(findings: Findings): string[] {
  const { pairs } = decisionCertainty(findings);
  const { seeds, judging } = findings.similarity;
  const rest = pairs.length - toldApart(pairs);
  const leastP = 2 ** (1 - seeds.length);
  return [
    ...(rest === 0
      ? []
      : [`Chance: ${rest} of ${pairs.length} similarities cannot be told from those of unrelated tasks.`]),
    ...(leastP <= SMALL
      ? []
      : [
          `Few seeds: with ${seeds.length} no p value of a pair can be below ${leastP}; the verdicts rest on the intervals alone.`,
        ]),
    ...(judging === undefined
      ? []
      : [
          `The run has ${judging.cells} combinations of metric, layer weights and sparsity; one that is picked after looking at them says less.`,
        ]),
  ];
}

function fewPairs({ similarity }: Findings): string[] {
  const tasks = similarity.tasks.length;
  const pairs = (tasks * (tasks - 1)) / 2;
  if (pairs > 10) return [];
  if (pairs === 1) return ['There is one pair of tasks, so there is nothing to compare its similarity with.'];
  const orders = Array.from({ length: pairs }, (_, i) => i + 1).reduce((product, n) => product * n, 1);
  return [
    `Few pairs: ${pairs} pairs can stand in ${orders} orders` +
      (pairs === 3
        ? ', so a right one by luck is nothing rare.'
        : ', and one right order says little of other tasks.'),
  ];
}

function byBudget({ decision }: Findings): string[] {
  const { alone, budget } = decision.groups;
  return [
    `A task by itself counts ${alone}, by --alone. ` +
      (alone >= 1
        ? `No pair reaches that, so more networks always look better: how many there are is decided by the budget of ${budget.limit}, not by the similarities.`
        : 'That number, not the data, says when a task is better left alone.'),
  ];
}

function ofPairs(networks: readonly DecisionNetwork[]): string[] {
  const large = networks.filter(({ tasks }) => tasks.length > 2);
  return large.length === 0
    ? []
    : [
        `What ${large.map(({ tasks }) => tasks.join('+')).join(', ')} is worth follows from its pairs; three tasks can help or disturb each other in ways that no pair shows.`,
      ];
}

function size({ decision }: Findings): string[] {
  const { width } = decision.resolved.request;
  return width === 1
    ? []
    : [
        `The nets were compared at ${Number(width.toPrecision(3))} of the published width; wider ones can rank the pairs otherwise.`,
      ];
}

function stopping({ similarity }: Findings): string[] {
  const until = similarity.judging?.until;
  if (until === undefined) return [];
  return [
    until.settled
      ? 'Seeds and batches were added until the order of the pairs looked settled; stopping then makes it look somewhat surer than it is.'
      : 'The order of the pairs was not settled when the limits on seeds and batches were reached.',
  ];
}

function costs(
  { groups, decision }: Findings,
  networks: readonly DecisionNetwork[],
  { withinBudget }: DecisionFile['total'],
): string[] {
  const cut = networks.filter(({ disconnected }) => disconnected.length > 0);
  return [
    ...(withinBudget
      ? []
      : [
          `The pruned networks together need more than the ${groups.budget.limit} ${groups.budget.unit} asked for: the choice was made by the masks of the similarity run. Use a smaller limit or a larger --sparsity.`,
        ]),
    ...cut.map(
      ({ tasks, disconnected }) =>
        `The masks cut ${tasks.join('+')} apart in ${disconnected.length} place${disconnected.length === 1 ? '' : 's'}: ${disconnected.slice(0, 2).join('; ')}. A smaller --sparsity than ${decision.sparsityPercent} avoids it.`,
    ),
    'FLOPs are those of the kept weights. Zeros save no time by themselves: metasparse compact removes the channels that are dead.',
  ];
}
