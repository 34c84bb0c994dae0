import { toErrorData } from '@metasparse/contracts';
import { openComputeDevice } from '../compute/open-compute-device.js';
import type { BlockJob, ComputeReply, ComputeRequest } from '../compute/messages.js';
import { BlockScorer } from './block-scorer.js';
import { openBatches } from './open-batches.js';
import type { ScoreSettings } from './score-settings.js';

let scorer: BlockScorer | undefined;

function reply(message: ComputeReply): void {
  process.send?.(message);
}

async function open(settings: ScoreSettings): Promise<void> {
  const device = openComputeDevice();
  const data = await openBatches(settings);
  scorer = new BlockScorer(device.kernels, settings, data.classWeights, data.open);
  reply({ kind: 'opened', device: { kind: device.kind, tensorflow: device.tensorflowVersion } });
}

async function score(job: BlockJob): Promise<void> {
  if (scorer === undefined) throw new Error('a block came before the settings');
  await scorer.score(job, (report) => {
    reply({ kind: 'batch', report });
  });
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  reply({ kind: 'done', job, peakRssBytes });
}

process.on('message', (message) => {
  const request = message as ComputeRequest<ScoreSettings>;
  const work = request.kind === 'open' ? open(request.settings) : score(request.job);
  work.catch((error: unknown) => {
    reply({ kind: 'failed', error: toErrorData(error) });
  });
});

/** The parent decides when to stop: an interrupt from the terminal reaches it as well. */
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  process.exit(0);
});
