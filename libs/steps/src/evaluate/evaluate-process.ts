import { toErrorData } from '@metasparse/contracts';
import { openDataset, type DatasetReader } from '@metasparse/datasets';
import { openComputeDevice } from '../compute/open-compute-device.js';
import type { BlockJob, ComputeReply, ComputeRequest } from '../compute/messages.js';
import type { EvaluateRequest } from './evaluate-request.js';
import { ConstantMetrics } from './constant-metrics.js';
import { Evaluator } from './evaluator.js';
import { loadNet, type LoadedNet } from './load-net.js';
import { writeEvaluation } from './write-evaluation.js';

interface Opened {
  readonly request: EvaluateRequest;
  readonly reader: DatasetReader;
  readonly loaded: LoadedNet;
  readonly constants: ConstantMetrics | null;
}

let opened: Opened | undefined;

function reply(message: ComputeReply): void {
  process.send?.(message);
}

async function open(request: EvaluateRequest): Promise<void> {
  const { data, dataset, split, net, tasks, constantSplit } = request;
  const device = openComputeDevice();
  const reader = await openDataset(data, { dataset, split });
  const loaded = loadNet(device.kernels, net, tasks, reader);
  const fitted =
    constantSplit === undefined ? null : await openDataset(data, { dataset, split: constantSplit });
  const constants = fitted === null ? null : await ConstantMetrics.of(fitted, loaded.tasks);
  opened = { request, reader, loaded, constants };
  reply({ kind: 'opened', device: { kind: device.kind, tensorflow: device.tensorflowVersion } });
}

/** The split is one block; its path is the folder of the results. */
async function evaluate({ seed, path }: BlockJob): Promise<void> {
  if (opened === undefined) throw new Error('a block came before the settings');
  const { request, reader, loaded, constants } = opened;
  const evaluator = new Evaluator(reader, loaded, request.net, request.sheetRows);
  let batch = 0;
  await evaluator.run((sample, milliseconds) => {
    constants?.add(sample);
    const outcome = { seed, batch: batch++, samples: [sample.id], results: [] };
    const { rss } = process.memoryUsage();
    reply({ kind: 'batch', report: { outcome, milliseconds, idleMilliseconds: 0, rssBytes: rss } });
  });
  const { net, data, split } = request;
  const { notes } = loaded;
  const { length: images } = reader.records;
  const constant = constants?.report();
  const head = { net, data, dataset: reader.dataset, split, images, notes, constant };
  await writeEvaluation(path, head, evaluator);
}

async function run(job: BlockJob): Promise<void> {
  await evaluate(job);
  reply({ kind: 'done', job, peakRssBytes: process.resourceUsage().maxRSS * 1024 });
}

process.on('message', (message) => {
  const request = message as ComputeRequest<EvaluateRequest>;
  const work = request.kind === 'open' ? open(request.settings) : run(request.job);
  work.catch((error: unknown) => {
    reply({ kind: 'failed', error: toErrorData(error) });
  });
});

/** The parent decides when to stop: an interrupt from the terminal reaches it as well. */
process.on('SIGINT', () => undefined);
process.on('disconnect', () => {
  process.exit(0);
});
