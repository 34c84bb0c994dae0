import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What a reader needs to judge the seconds: they mean nothing on another machine. */
export interface MachineFacts {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Instructions that decide which kernels run. */
  readonly instructions: readonly string[];
  readonly node: string;
  /** Mean number of busy processes over the last minute, before the run. */
  readonly loadBefore: number;
}

const WATCHED = ['avx2', 'avx512f', 'avx512_bf16', 'amx_bf16'];

export async function machineFacts(): Promise<MachineFacts> {
  const flags = await processorFlags();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    instructions: WATCHED.filter((name) => flags.has(name)),
    node: process.versions.node,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** True where the processor multiplies bf16 itself; elsewhere bf16 is emulated and not worth measuring. */
export function hasBf16({ instructions }: MachineFacts): boolean {
  return instructions.includes('avx512_bf16') || instructions.includes('amx_bf16');
}

async function processorFlags(): Promise<ReadonlySet<string>> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return new Set(/^flags\s*:\s*(.*)$/m.exec(text)?.[1]?.split(' ') ?? []);
}
