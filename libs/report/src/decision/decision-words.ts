import { datasetTitle, listed, taskTitle } from '../answer/names.js';
import { duration, fixed, percent, grouped } from '../answer/format.js';
import { intervalText } from '../page/judging-section.js';
import type { DecisionFile, DecisionNetwork, DecisionTrunk, Grade } from './decision-file.js';

type Chosen = Pick<DecisionNetwork, 'tasks' | 'serves'>;

/** `2 networks: segmentation with depth, and surface normals alone`. */
export function decisionAnswer(networks: readonly Chosen[]): string {
  const count = networks.length === 1 ? 'One network' : `${String(networks.length)} networks`;
  return `${count}: ${listed(networks.map(networkWords))}`;
}

function networkWords({ tasks, serves }: Chosen): string {
  const [only = ''] = tasks;
  if (tasks.length === 1) return `${taskTitle(only)} alone`;
  const all = `${tasks.slice(0, -1).map(taskTitle).join(', ')} with ${taskTitle(tasks.at(-1) ?? '')}`;
  return serves.length === tasks.length ? all : `${all} (used for ${listed(serves.map(taskTitle))})`;
}

export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  'no choice': 'nothing to be sure of',
  'not judged': 'cannot be said',
  chance: 'no better than chance',
  'order unknown': 'hardly',
  unsettled: 'not enough',
  stands: 'as sure as this method gets',
};

export interface WordTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function networkTable({ networks, total }: DecisionFile): WordTable {
  const crop = networks[0]?.crop ?? 0;
  const size = (kept: number, before: number): string => `${grouped(kept)} of ${grouped(before)}`;
  const giga = (flops: number): string => (flops / 1e9).toPrecision(3);
  const rows = networks.map((one) => [
    one.tasks.join(' + '),
    one.serves.length === one.tasks.length ? 'all' : one.serves.join(', '),
    size(one.params, one.weights),
    percent(one.sparsity),
    `${giga(one.flops)} of ${giga(one.denseFlops)}`,
    trunkText(one.trunk),
  ]);
  const dense = networks.reduce((sum, { weights }) => sum + weights, 0);
  const denseFlops = networks.reduce((sum, one) => sum + one.denseFlops, 0);
  const sum = [
    'together',
    '',
    size(total.params, dense),
    '',
    `${giga(total.flops)} of ${giga(denseFlops)}`,
    '',
  ];
  return {
    title: 'The networks, pruned and ready to train',
    columns: [
      'Network',
      'Used for',
      'Weights kept',
      'Backbone zeros',
      `GFLOPs, ${String(crop)} × ${String(crop)}`,
      'Trunk splits at (of draws)',
    ],
    rows: networks.length > 1 ? [...rows, sum] : rows,
  };
}

/** `blocks.1.0.conv1 (43 %)`. */
function trunkText(trunk: DecisionTrunk | null): string {
  if (trunk === null) return '–';
  const share = trunk.same === null ? '' : ` (${percent(trunk.same)})`;
  return trunk.splitAt === null ? 'nowhere' : `${trunk.splitAt.replace(/^backbone\./, '')}${share}`;
}

export function rivalTable({ certainty: { rivals, confidence } }: DecisionFile): WordTable {
  return {
    title: 'The next best choices',
    columns: ['Choice', 'Behind by', `${percent(confidence)} interval`, 'Better in, of draws'],
    rows: rivals.map(({ networks, margin, marginInterval, better }) => [
      networks.map((tasks) => tasks.join(' + ')).join(', '),
      fixed(margin, 4),
      marginInterval === null ? '–' : marginInterval.map((end) => fixed(end, 4)).join(' to '),
      better === null ? '–' : percent(better),
    ]),
  };
}

export function pairTable({ certainty: { pairs } }: DecisionFile): WordTable {
  return {
    title: 'Can the similarities be told from chance?',
    columns: ['Pair', 'Same network', 'Similarity', 'Interval', 'Unrelated tasks', 'Verdict', 'p'],
    rows: pairs.map(({ pair, together, value, interval, null: level, verdict, p }) => [
      pair.join(' / '),
      together ? 'yes' : 'no',
      fixed(value),
      intervalText(interval),
      fixed(level),
      verdict,
      fixed(p),
    ]),
  };
}

export function surerTable({ surer }: DecisionFile): WordTable {
  return {
    title: 'What it would cost to be surer',
    columns: ['Way', 'Seeds', 'Batches per seed', 'More time here'],
    rows: surer.map(({ what, seeds, batches, seconds }) => [
      what,
      grouped(seeds),
      grouped(batches),
      seconds === null ? 'not measured' : duration(seconds),
    ]),
  };
}

/** What was measured, in a sentence. */
export function effortText({ effort, dataset }: DecisionFile): string {
  const { seeds, batches, secondsPerBatch, workers } = effort;
  const pace =
    secondsPerBatch === null ? '' : `, ${secondsPerBatch.toFixed(2)} s each on ${String(workers)} worker(s)`;
  return `Measured on ${datasetTitle(dataset)}: ${String(seeds)} seeds × ${String(batches)} batches${pace}.`;
}
