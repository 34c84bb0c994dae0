import { GRADE_WORDS, shellLine, type DecisionFile } from '@metasparse/report';
import { duration, table } from '../console/format.js';

/** The decision for a terminal: the answer, how sure, the networks, what it takes to be surer, and where the page is. */
export function describeDecision(file: DecisionFile, out: string): string {
  const { answer, certainty, doubts, next, networks } = file;
  return [
    `\n${answer}`,
    `how sure: ${GRADE_WORDS[certainty.grade]}. ${certainty.sentence}`,
    '',
    networkTable(file),
    '',
    surerTable(file),
    '',
    'what could be wrong:',
    ...doubts.map((doubt) => `- ${doubt}`),
    '',
    ...next.slice(0, networks.length).map(({ command }) => shellLine(command)),
    `open ${out}/decision.html`,
  ].join('\n');
}

function networkTable({ networks }: DecisionFile): string {
  const rows = networks.map(({ tasks, params, weights, flops, denseFlops, sparsity, trunk }) => [
    tasks.join('+'),
    `${params} of ${weights}`,
    (100 * sparsity).toFixed(2),
    `${giga(flops)} of ${giga(denseFlops)}`,
    trunk === null ? '-' : (trunk.splitAt ?? 'nowhere'),
  ]);
  const head = ['network', 'weights kept', 'zeros in backbone %', 'GFLOPs', 'trunk splits at'];
  return table([head, ...rows]);
}

function surerTable({ surer }: DecisionFile): string {
  const rows = surer.map(({ what, seeds, batches, seconds }) => [
    what,
    `${seeds}`,
    `${batches}`,
    seconds === null ? 'not measured' : duration(seconds),
  ]);
  return table([['to be surer', 'seeds', 'batches', 'more time'], ...rows]);
}

function giga(flops: number): string {
  return (flops / 1e9).toPrecision(3);
}
