import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@metasparse/artifacts';
import { makeScenes } from '@metasparse/steps';
import { runCli, type OnEvent, type RunEnd } from './cli-process.js';

/** Everything that a run has to go on with: masks, moments, averages, dropout, tests. */
const SETTINGS = (
  'train --json --data data --method disparse_dynamic --sparsity 80 --update-interval 3 --tasks seg,depth ' +
  '--iterations 12 --batch-size 2 --crop 32 --width 1/32 --test-every 5 --checkpoint-every 4 --log-every 1 ' +
  '--ema 0.9 --clip 5 --seed 3'
).split(' ');

/** A folder with six small scenes as `data`, for real training runs. */
export class TrainPlace {
  readonly path = mkdtempSync(join(tmpdir(), 'metasparse-train-'));

  async makeData(): Promise<void> {
    const size = { count: 6, height: 48, width: 64, seed: 1, testPercent: 34 };
    await makeScenes({ ...size, controls: [], workers: 0, out: join(this.path, 'data') });
  }

  run(out: string, extra: readonly string[] = [], onEvent?: OnEvent): Promise<RunEnd> {
    return runCli(this.path, [...SETTINGS, '--out', out, ...extra], onEvent);
  }

  /** SHA-256 of everything in a finished run that its settings decide. */
  digests(out: string): Record<string, string> {
    const nets = ['net.safetensors', 'best.safetensors', 'checkpoints/iteration-000012.safetensors'];
    const names = [...nets, 'metrics.jsonl', 'masks.tsv', 'predictions.png'];
    return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(this.at(out, name)))]));
  }

  checkpoints(out: string): string[] {
    const folder = this.at(out, 'checkpoints');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  /** Files that a run must not leave. */
  unfinished(out: string): string[] {
    const names = readdirSync(this.at(out), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.tmp') || name.startsWith('work'));
  }

  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
