import type { Command } from 'commander';
import type { ExportFlags } from './export.js';
import type { ImportFlags } from './import.js';

const TASKS = "tasks of the heads in the file's order, comma-separated (default: found out from the file)";

/** `import` and `export`: nets between PyTorch's files, safetensors and ONNX. */
export function addExchangeCommands(program: Command): void {
  program
    .command('import <file>')
    .description('a PyTorch checkpoint (.pth) as safetensors, without Python; nothing of the file is run')
    .requiredOption('--out <file>', 'safetensors checkpoint to write')
    .option('--tasks <list>', TASKS)
    .option('--resnet34', "the file is torchvision's ResNet-34: it becomes the backbone of a new net")
    .option('--dataset <name>', 'with --resnet34 (required there): nyuv2, cityscapes or taskonomy')
    .option('--seed <n>', 'with --resnet34: of the draws for the heads (default: 0)')
    .action(async (file: string, flags: ImportFlags) => {
      const { runImport } = await import('./import.js');
      await runImport(file, flags);
    });
  program
    .command('export <net>')
    .description('a net, safetensors or .pth, for other programs')
    .requiredOption('--format <name>', 'pth, onnx or safetensors')
    .requiredOption('--out <file>', 'file to write')
    .option(
      '--form <name>',
      'pruned: weights and masks apart; dense: masks multiplied in (default: pruned where there are masks; onnx dense)',
    )
    .option('--data-parallel', 'with --format pth: module. before every name, as nn.DataParallel has it')
    .option('--tasks <list>', TASKS)
    .action(async (net: string, flags: ExportFlags) => {
      const { runExport } = await import('./export.js');
      await runExport(net, flags);
    });
}
