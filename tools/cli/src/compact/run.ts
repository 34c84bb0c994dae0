import { compactNet, type CompactReport, type NetSize } from '@metasparse/steps';
import { size, table } from '../console/format.js';
import { printNotes } from '../exchange/describe-net.js';
import { parseTasks } from '../exchange/parse-tasks.js';
import type { CompactFlags } from './command.js';

export async function runCompact(file: string, { out, report, tasks }: CompactFlags): Promise<void> {
  const found = await compactNet({ file, out, report, tasks: parseTasks(tasks) });
  printNotes(found.notes);
  process.stdout.write(`${describe(found)}\n${out}\n`);
}

function describe({ before, after, spaces, imageSide }: CompactReport): string {
  const removed = spaces.reduce((sum, { channels, kept }) => sum + channels - kept, 0);
  const channels = spaces.reduce((sum, space) => sum + space.channels, 0);
  const row = (name: string, show: (size: NetSize) => string): string[] => [name, show(before), show(after)];
  return [
    removed === 0
      ? `no channel is dead: every one of the ${channels} stays`
      : `${removed} of ${channels} channels are gone`,
    table([
      ['', 'before', 'after'],
      row('parameters', ({ parameters }) => String(parameters)),
      row('weights not zero', ({ nonZeroWeights }) => String(nonZeroWeights)),
      row(`GFLOPs at ${imageSide} x ${imageSide}`, ({ flops }) => (flops / 1e9).toPrecision(4)),
      row('file', ({ fileBytes }) => size(fileBytes)),
    ]),
  ].join('\n');
}
