import { Command } from 'commander';
import { VERSION } from '@metasparse/steps/version';
import { addBaselinesCommand } from './baselines/command.js';
import { addCompareCommand } from './compare/command.js';
import { addCompactCommand } from './compact/command.js';
import { addCotrainCommand } from './cotrain/command.js';
import { addDataCommands } from './data/commands.js';
import { addDecideCommand } from './decide/command.js';
import { addEvaluateCommand } from './evaluate/command.js';
import { addExchangeCommands } from './exchange/commands.js';
import { addGroupCommand } from './group/command.js';
import { addPruneCommand } from './prune/command.js';
import { addReproduceCommand } from './reproduce/command.js';
import { addResultCommands } from './results/commands.js';
import { addSimilarityCommand } from './similarity/command.js';
import { addTrainCommand } from './train/command.js';
import { addValidateCommand } from './validate/command.js';

/** The whole command line; what a command needs is loaded when it runs, so that `--help` stays quick. */
export function createProgram(): Command {
  const program = new Command('metasparse')
    .description('Which tasks belong together in one network, answered before any training.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError('(metasparse --help lists the commands)');
  addSimilarityCommand(program);
  addPruneCommand(program);
  addCompactCommand(program);
  addTrainCommand(program);
  addEvaluateCommand(program);
  addResultCommands(program);
  addCotrainCommand(program);
  addValidateCommand(program);
  addGroupCommand(program);
  addDecideCommand(program);
  addBaselinesCommand(program);
  addCompareCommand(program);
  addReproduceCommand(program);
  addExchangeCommands(program);
  addDataCommands(program);
  program
    .command('demo')
    .description('run the main job on a sample that ships with the program')
    .option('--out <dir>', 'folder for the results', 'demo-run')
    .action(async (options: { out: string }) => {
      const { runDemo } = await import('./similarity/demo.js');
      await runDemo(options.out);
    });
  program
    .command('doctor')
    .description('say what this machine lacks, and how to get it')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const { runDoctor } = await import('@metasparse/setup/doctor');
      process.exitCode = await runDoctor({ json: options.json === true });
    });
  return program;
}
