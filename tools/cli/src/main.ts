import { createProgram } from './program.js';
import { explain } from './console/explain.js';

/** What a shell reports for a program whose reader went away, as `metasparse ... | head` does. */
const BROKEN_PIPE = 141;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(BROKEN_PIPE);
  throw error;
});

/** Started by `metasparse reproduce`: when that is gone, nobody waits for the result, and this stops as on Ctrl-C. */
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = explain(error);
}
