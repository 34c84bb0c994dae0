import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '@metasparse/contracts';
import { FileSource } from '../source/file-source.js';
import { loadSample } from './load-sample.js';
import { buffersOf, type Job, type Reply, type ThreadSetup } from './thread-messages.js';

/** Entry of a reading thread: makes one sample after another, in the order asked. */
function serve(port: NonNullable<typeof parentPort>, setup: ThreadSetup): void {
  const source = new FileSource(setup.root, { followLinksOut: setup.followLinksOut });
  let stopping = false;
  let last = Promise.resolve();
  port.on('message', (job: Job) => {
    if (job === null) stopping = true;
    last = last.then(async () => {
      if (job === null) port.close();
      else if (!stopping) await answer(port, source, setup, job);
    });
  });
}

async function answer(
  port: NonNullable<typeof parentPort>,
  source: FileSource,
  setup: ThreadSetup,
  { ticket, record, slot }: NonNullable<Job>,
): Promise<void> {
  const start = performance.now();
  try {
    const sample = await loadSample(source, setup, record, slot);
    const reply: Reply = { ticket, sample, busyMs: performance.now() - start };
    port.postMessage(reply, buffersOf(sample));
  } catch (error) {
    const reply: Reply = { ticket, failure: toErrorData(error) };
    port.postMessage(reply);
  }
}

if (parentPort !== null) serve(parentPort, workerData as ThreadSetup);
