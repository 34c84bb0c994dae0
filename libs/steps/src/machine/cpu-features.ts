import { readFileSync } from 'node:fs';

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

function readCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
