import type { Command } from 'commander';

export interface CompactFlags {
  readonly out: string;
  readonly report?: string;
  readonly tasks?: string;
}

export function addCompactCommand(program: Command): void {
  program
    .command('compact <net>')
    .description(
      'a pruned net without the channels that no prediction depends on: smaller and faster, same outputs',
    )
    .requiredOption('--out <file>', 'compacted net to write, safetensors (required)')
    .option('--report <file>', 'JSON with the channels of every part before and after')
    .option(
      '--tasks <list>',
      "tasks of the heads in the file's order, comma-separated (default: found out from the file)",
    )
    .action(async (net: string, flags: CompactFlags) => {
      const { runCompact } = await import('./run.js');
      await runCompact(net, flags);
    });
}
