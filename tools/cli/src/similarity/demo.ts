import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeSample } from '@metasparse/datasets';
import { executeSimilarity } from './run.js';

/** The main job on the shipped Hypersim frame: narrow net, three seeds, seconds. */
export async function runDemo(out: string): Promise<void> {
  const data = join(out, 'data');
  if (!existsSync(data)) await writeSample('hypersim', data);
  process.stderr.write(
    'demo: one rendered frame (Hypersim, CC BY-SA 3.0, Roberts et al.), a network of 1/8 width; ' +
      'real runs use your data set, --width 1 and more batches\n',
  );
  const input = {
    data,
    out: join(out, 'result'),
    batches: 4,
    batchSize: 2,
    seeds: [0, 1, 2],
    sparsities: [30, 50, 70, 90],
    crop: 225,
    width: 1 / 8,
    split: 'train',
    precision: 'fp32',
    dropout: true,
    keepRatios: 'published',
    compat: 'correct',
    threads: 1,
  } as const;
  await executeSimilarity(input, false);
}
