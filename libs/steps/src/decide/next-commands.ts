import type { DecisionFile, DecisionNetwork } from '@metasparse/report';
import type { Findings } from './build-decision.js';

/** What to run next: a training a network, then what checks the premise. */
export function nextCommands(
  { decision, similarity }: Findings,
  networks: readonly DecisionNetwork[],
): DecisionFile['next'] {
  const { out, similarity: input } = decision;
  const at = (...names: readonly string[]): string => [out, ...names].join('/');
  const data = [
    ...['--data', input.data],
    ...(input.dataset === undefined ? [] : ['--dataset', input.dataset]),
  ];
  const sizes = [
    ...(input.crop === undefined ? [] : ['--crop', String(input.crop)]),
    ...(input.batchSize === undefined ? [] : ['--batch-size', String(input.batchSize)]),
  ];
  const cotrain = [
    ...['metasparse', 'cotrain', ...data, '--tasks', similarity.tasks.join(','), '--sets', 'all-pairs'],
    ...(input.width === 1 ? [] : ['--width', String(input.width)]),
    ...sizes,
    ...['--seeds', '3', '--out', at('cotrain')],
  ];
  const validate = ['--similarity', at('similarity'), '--cotrain', at('cotrain'), '--out', at('validation')];
  return [
    ...networks.map(({ tasks, net, disconnected }) => ({
      what: `Train ${tasks.join(' + ')}`,
      command: [
        ...['metasparse', 'train', '--method', 'disparse_static', ...data, '--from', at(net), ...sizes],
        ...(disconnected.length > 0 ? ['--allow-disconnected'] : []),
        ...['--out', at('trained', tasks.join('+'))],
      ],
    })),
    { what: 'Say how long training all pairs would take', command: [...cotrain, '--dry-run'] },
    { what: 'Train all pairs', command: cotrain },
    { what: 'Check whether similarity predicts the gains', command: ['metasparse', 'validate', ...validate] },
  ];
}
