import type { Command } from 'commander';

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
}
