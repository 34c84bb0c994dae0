import { readFileSync } from 'node:fs';
import { UnsupportedError } from '@metasparse/contracts';

/** Instruction sets that decide how fast, or whether, a precision runs. */
export interface CpuFeatures {
  readonly model: string;
  readonly avx512: boolean;
  /** avx512_bf16 or amx_bf16 (x86), bf16 (arm): what `--precision mixed` needs. */
  readonly bf16: boolean;
  readonly amx: boolean;
}

/** Reads the processor's own list; everything false where there is none. */
export function cpuFeatures(cpuinfo: string = readCpuInfo()): CpuFeatures {
  const line = (key: string): string => new RegExp(`^${key}\\s*:\\s*(.*)$`, 'm').exec(cpuinfo)?.[1] ?? '';
  const flags = new Set(`${line('flags')} ${line('Features')}`.split(/\s+/));
  return {
    model: line('model name') || 'unknown',
    avx512: flags.has('avx512f'),
    bf16: flags.has('avx512_bf16') || flags.has('amx_bf16') || flags.has('bf16'),
    amx: flags.has('amx_bf16'),
  };
}

/** Throws UnsupportedError where `--precision mixed` would only be slower. */
export function requireBf16({ bf16, model }: CpuFeatures = cpuFeatures()): void {
  if (bf16) return;
  throw new UnsupportedError(
    `--precision mixed needs a processor with bf16 instructions (avx512_bf16 or amx_bf16), and ${model} has none: ` +
      'without them bf16 is slower than fp32, not faster; use --precision fp32',
    { field: 'precision', value: 'mixed', bound: 'fp32 on this machine' },
  );
}

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
