import { InvalidArgumentError } from '@metasparse/contracts';
import { TASKS, isTask, type Task } from '@metasparse/scenenet';

/** A comma-separated list of different tasks in the order given; undefined where nothing is given. */
export function parseTasks(text: string | undefined): readonly Task[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const odd = names.find((name, i) => !isTask(name) || names.indexOf(name) !== i);
  if (odd === undefined) return names.filter(isTask);
  const bound = `${TASKS.join(', ')}, each at most once`;
  throw new InvalidArgumentError(`--tasks has ${JSON.stringify(odd)}; use ${bound}`, {
    field: 'tasks',
    value: odd,
    bound,
  });
}
