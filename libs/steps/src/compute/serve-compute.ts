import { toErrorData } from '@metasparse/contracts';
import type { Device } from '@metasparse/tf-native';
import type { BatchReport, BlockJob, ComputeReply, ComputeRequest } from './messages.js';
import { openComputeDevice } from './open-compute-device.js';

/** What a compute process does; errors go to its parent. */
export interface ComputeWork<Settings, Job = BlockJob, Report = BatchReport> {
  /** Opens what the blocks need; called once, before the first block. */
  readonly open: (device: Device, settings: Settings) => Promise<void>;
  readonly block: (job: Job, onBatch: (report: Report) => void) => Promise<void>;
}

/** Makes this process one that computes for the process that forked it (`ComputeProcess`). */
export function serveCompute<Settings, Job = BlockJob, Report = BatchReport>({
  open,
  block,
}: ComputeWork<Settings, Job, Report>): void {
  const reply = (message: ComputeReply<Job, Report>): void => {
    process.send?.(message);
  };
  const answer = async (request: ComputeRequest<Settings, Job>): Promise<void> => {
    if (request.kind === 'open') {
      const device = openComputeDevice();
      await open(device, request.settings);
      reply({ kind: 'opened', device: { kind: device.kind, tensorflow: device.tensorflowVersion } });
      return;
    }
    await block(request.job, (report) => {
      reply({ kind: 'batch', report });
    });
    reply({ kind: 'done', job: request.job, peakRssBytes: process.resourceUsage().maxRSS * 1024 });
  };
  process.on('message', (message) => {
    answer(message as ComputeRequest<Settings, Job>).catch((error: unknown) => {
      reply({ kind: 'failed', error: toErrorData(error) });
    });
  });
  // The parent decides when to stop: an interrupt from the terminal reaches this process as well.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => {
    process.exit(0);
  });
}
