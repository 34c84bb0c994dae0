import type { Command } from 'commander';
import type { SceneFlags } from './make-scenes.js';

export function addDataCommands(program: Command): void {
  const data = program.command('data').description('look at a data set, or get one to try');
  data
    .command('check <dir>')
    .description('kind, counts, label ranges; missing, broken and odd files; a contact sheet')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option('--sheet <file>', 'where the contact sheet goes', 'contact-sheet.png')
    .option('--no-sheet', 'no contact sheet')
    .option('--json', 'the report as JSON')
    .action(async (dir: string, options: { dataset?: string; sheet: string | false; json?: boolean }) => {
      const { runCheck } = await import('./check.js');
      await runCheck(dir, options);
    });
  data
    .command('sample <name>')
    .description(
      'write a sample that ships with the program: carla (Cityscapes layout) or hypersim (NYUv2 layout)',
    )
    .option('--out <dir>', 'folder to write (default: the name of the sample)')
    .action(async (name: string, options: { out?: string }) => {
      const { writeSample } = await import('@metasparse/datasets');
      const out = options.out ?? name;
      await writeSample(name, out);
      process.stdout.write(`${out}\n`);
    });
  data
    .command('make-scenes')
    .description(
      "make a data set of rooms with exact labels, in NYUv2's layout; a seed gives the same bytes anywhere",
    )
    .requiredOption('--count <n>', 'number of scenes')
    .requiredOption('--out <dir>', 'folder to make; absent or empty')
    .option('--size <height x width>', 'size of the pictures in pixels', '240x320')
    .option('--seed <n>', 'scene i of a seed is the same in every set', '0')
    .option('--test-percent <n>', 'share of the scenes kept for testing', '20')
    .option(
      '--controls [list]',
      'further labels with a known answer: all, or out of monotone_depth,rotated_normal,shuffled,noise (default: none)',
    )
    .option('--workers <n>', 'threads; no byte depends on it (default: one a processor)')
    .action(async (flags: SceneFlags) => {
      const { runMakeScenes } = await import('./make-scenes.js');
      await runMakeScenes(flags);
    });
}
