import { shellLine } from '@metasparse/report';
import type { Plan, PlanStep } from './plan.js';
import { logName } from './step-process.js';
import { stepKey } from './step-state.js';

/**
 * The plan as a shell script that goes on where it was: the same markers as `metasparse reproduce --run`, so either may
 * finish what the other began. `finish` are the arguments of metasparse that write the tables at the end.
 */
export function planScript({ title, steps }: Plan, finish: readonly string[]): string {
  const runnable = steps.filter(({ blocked }) => blocked === null);
  return [
    '#!/bin/sh',
    `# ${title.replace(/\s+/g, ' ')}`,
    '# METASPARSE is the program, by default `metasparse`. A finished step is not run again.',
    'set -eu',
    'cd "$(dirname "$0")"',
    'mkdir -p done logs steps',
    ': "${METASPARSE:=metasparse}"',
    '',
    '# step ID KEY AGAIN LOG ARGUMENTS...',
    'step() {',
    '  id=$1 key=$2 again=$3 log=$4; shift 4',
    '  if [ "$(cat "done/$id" 2>/dev/null)" = "$key" ]; then echo "$id: done before"; return; fi',
    '  if [ -e "steps/$id" ]; then',
    '    case $again in clear) rm -rf "steps/$id" ;; resume) set -- "$@" --resume ;; esac',
    '  fi',
    '  echo "$id"',
    '  $METASPARSE "$@" >"$log"',
    '  echo "$key" >"done/$id.part" && mv "done/$id.part" "done/$id"',
    '}',
    '',
    ...runnable.map(stepLine),
    `$METASPARSE ${shellLine(finish)}`,
    '',
  ].join('\n');
}

function stepLine(step: PlanStep): string {
  return shellLine(['step', step.id, stepKey(step), step.again, logName(step.id), ...step.args]);
}
