import { readFileSync } from 'node:fs';
import { InvalidArgumentError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import type { Task } from '@metasparse/scenenet';

/** The most sets that `all` lists: those of ten tasks. */
const MOST_TASKS = 10;

/**
 * The sets of tasks that are trained: `all-pairs`, `all`, or those of a file, one a line as seg+sn; what follows a # is left out.
 * Every task that occurs is trained alone too, since gains are relative to that. In the order of `tasks`, smaller sets first.
 */
export function taskSubsets(sets: string, tasks: readonly Task[]): Task[][] {
  const chosen =
    sets === 'all-pairs' ? pairsOf(tasks) : sets === 'all' ? allOf(tasks) : setsOfFile(sets, tasks);
  const alone = tasks.filter((task) => chosen.some((set) => set.includes(task))).map((task) => [task]);
  const unique = new Map(
    [...alone, ...chosen].map((set) => [inOrder(set, tasks).join('+'), inOrder(set, tasks)]),
  );
  const place = (set: readonly Task[]): number[] => set.map((task) => tasks.indexOf(task));
  return [...unique.values()].sort((a, b) => a.length - b.length || firstDifference(place(a), place(b)));
}

function inOrder(set: readonly Task[], tasks: readonly Task[]): Task[] {
  return tasks.filter((task) => set.includes(task));
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  return a.map((place, i) => place - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function pairsOf(tasks: readonly Task[]): Task[][] {
  if (tasks.length < 2)
    throw new InvalidArgumentError(
      `--sets all-pairs needs two tasks; there is ${tasks.join(', ') || 'none'}`,
      {
        field: 'tasks',
        value: tasks,
        bound: 'two tasks or more',
      },
    );
  return tasks.flatMap((a, i) => tasks.slice(i + 1).map((b) => [a, b]));
}

function allOf(tasks: readonly Task[]): Task[][] {
  if (tasks.length > MOST_TASKS)
    throw new InvalidArgumentError(
      `--sets all of ${tasks.length} tasks are ${2 ** tasks.length - 1} networks; choose at most ${MOST_TASKS} --tasks, or a file`,
      { field: 'sets', value: tasks.length, bound: `at most ${MOST_TASKS} tasks` },
    );
  return tasks
    .reduce<Task[][]>((sets, task) => [...sets, ...sets.map((set) => [...set, task])], [[]])
    .slice(1);
}

function setsOfFile(file: string, tasks: readonly Task[]): Task[][] {
  const sets = linesOf(file).flatMap((line, i) => {
    const text = line.replace(/#.*/, '').trim();
    return text === '' ? [] : [setOfLine(file, i + 1, text, tasks)];
  });
  if (sets.length > 0) return sets;
  throw new InvalidDataError(`${file}: names no set of tasks; write one a line, such as seg+sn`, {
    file,
    field: 'sets',
  });
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (cause) {
    throw new NotFoundError(
      `--sets is ${JSON.stringify(file)}: use all-pairs, all, or a file of sets that is there`,
      { file, field: 'sets', value: file, cause },
    );
  }
}

function setOfLine(file: string, line: number, text: string, tasks: readonly Task[]): Task[] {
  const names = text.split('+').map((name) => name.trim());
  return names.map((name, i) => {
    const known = tasks.find((task) => task === name);
    if (known === undefined || names.indexOf(name) !== i)
      throw new InvalidDataError(
        `${file}: line ${line} names ${JSON.stringify(name)}${known === undefined ? '' : ' twice'}; the tasks are ${tasks.join(', ')}`,
        { file, field: 'sets', value: name, bound: tasks.join(', ') },
      );
    return known;
  });
}
