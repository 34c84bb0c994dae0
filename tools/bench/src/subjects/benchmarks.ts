import { fileURLToPath } from 'node:url';
import { compareWithBest, memory, speed, type Question } from '../result/questions.js';
import type { Configuration, ConfigurationName } from './configurations.js';
import type { SubjectId } from './subjects.js';

export type BenchmarkName = 'similarity' | 'train' | 'evaluate' | 'onnx';

/** Something that both sides do, and what is held against what. */
export interface Benchmark {
  readonly name: BenchmarkName;
  readonly description: string;
  /** What is timed once. */
  readonly unit: 'batch' | 'step' | 'image' | 'file';
  readonly configurations: readonly ConfigurationName[];
  readonly subjects: readonly SubjectId[];
  /** Script that measures our side. */
  readonly ours: string;
  /** Name of the script that measures PyTorch's. */
  readonly torchScript: string;
  readonly questions: (config: Configuration) => readonly Question[];
}

const ours = (name: string): string => fileURLToPath(new URL(`../ours/${name}.js`, import.meta.url));

const FP32 = ['ours-fp32', 'reference-fp32', 'channels-last-fp32', 'tuned-fp32'] as const;
const BF16 = ['ours-mixed', 'reference-bf16', 'channels-last-bf16', 'tuned-bf16'] as const;
const TORCH_FP32 = ['reference-fp32', 'channels-last-fp32', 'tuned-fp32'] as const;
const TORCH_BF16 = ['reference-bf16', 'channels-last-bf16', 'tuned-bf16'] as const;

export const BENCHMARKS: Readonly<Record<BenchmarkName, Benchmark>> = {
  similarity: {
    name: 'similarity',
    description: 'seconds a batch, peak memory and ratios of the saliency loop',
    unit: 'batch',
    configurations: ['nyuv2', 'cityscapes', 'taskonomy5'],
    subjects: [...FP32, ...BF16],
    ours: ours('similarity'),
    torchScript: 'saliency_bench.py',
    questions: similarityQuestions,
  },
  train: {
    name: 'train',
    description: 'seconds a training step, peak memory and ratios',
    unit: 'step',
    configurations: ['nyuv2', 'cityscapes'],
    subjects: [...FP32, ...BF16],
    ours: ours('train'),
    torchScript: 'train_bench.py',
    questions: () => [
      speed('mixed against our fp32', 'ours-mixed', ['ours-fp32']),
      speed('fp32: ours against the original loop', 'ours-fp32', ['reference-fp32']),
      ...compareWithBest('fp32', 'ours-fp32', TORCH_FP32, { relation: '>=', bound: 1.05 }),
      ...compareWithBest('mixed against bf16', 'ours-mixed', TORCH_BF16, { relation: '>', bound: 1 }),
    ],
  },
  evaluate: {
    name: 'evaluate',
    description: 'seconds a whole image in evaluation mode with its metrics, peak memory and ratios',
    unit: 'image',
    configurations: ['nyuv2', 'cityscapes'],
    subjects: ['ours-fp32', 'reference-fp32', 'channels-last-fp32'],
    ours: ours('evaluate'),
    torchScript: 'evaluate_bench.py',
    questions: () => compareWithBest('fp32', 'ours-fp32', TORCH_FP32, { relation: '>=', bound: 1.05 }),
  },
  onnx: {
    name: 'onnx',
    description: 'seconds to write a trained net as an ONNX file, peak memory and ratios',
    unit: 'file',
    configurations: ['nyuv2', 'cityscapes'],
    subjects: ['ours-fp32', 'reference-fp32'],
    ours: ours('onnx'),
    torchScript: 'onnx_bench.py',
    questions: () =>
      compareWithBest('fp32', 'ours-fp32', ['reference-fp32'], { relation: '>=', bound: 1.05 }),
  },
};

function similarityQuestions({ fasterThanReference }: Configuration): readonly Question[] {
  const asWritten = { relation: '>=', bound: fasterThanReference } as const;
  return [
    speed('fp32: ours against the original loop', 'ours-fp32', ['reference-fp32'], asWritten),
    speed('fp32: ours against channels_last', 'ours-fp32', ['channels-last-fp32']),
    speed('fp32: ours against tuned PyTorch', 'ours-fp32', ['tuned-fp32'], { relation: '>=', bound: 1.15 }),
    speed('mixed against our fp32', 'ours-mixed', ['ours-fp32'], { relation: '>=', bound: 1.45 }),
    speed('mixed against the original loop in bf16', 'ours-mixed', ['reference-bf16']),
    speed('mixed against channels_last in bf16', 'ours-mixed', ['channels-last-bf16']),
    speed('mixed against tuned PyTorch in bf16', 'ours-mixed', ['tuned-bf16'], { relation: '>', bound: 1 }),
    memory('fp32: ours to the original loop', 'ours-fp32', ['reference-fp32'], {
      relation: '<=',
      bound: 0.55,
    }),
    memory('fp32: ours to tuned PyTorch', 'ours-fp32', ['tuned-fp32'], { relation: '<', bound: 1 }),
    memory('mixed to tuned PyTorch in bf16', 'ours-mixed', ['tuned-bf16'], { relation: '<', bound: 1 }),
  ];
}
