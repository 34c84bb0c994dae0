import { createProgram } from './program.js';
import { explain } from './console/explain.js';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = explain(error);
}
