import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import { describe, expect, it } from 'vitest';
import { BENCHMARKS } from '../subjects/benchmarks.js';
import { benchOptions, type BenchFlags, type BenchOptions } from './options.js';

const FLAGS: BenchFlags = { rounds: '3', batches: '2', threads: '2', ours: 'ours.js' };
const similarityOptions = (flags: BenchFlags): BenchOptions => benchOptions(BENCHMARKS.similarity, flags);

describe('options', () => {
  it('measure everything unless told otherwise', () => {
    const options = similarityOptions(FLAGS);
    expect(options.configs).toEqual(['nyuv2', 'cityscapes', 'taskonomy5']);
    expect(options.subjects).toHaveLength(8);
    expect(options.rows).toEqual(['workers', 'analysis', 'help']);
  });

  it('keep the order of the table, whatever order names are given in', () => {
    const options = similarityOptions({ ...FLAGS, only: 'tuned-fp32, ours-fp32' });
    expect(options.subjects).toEqual(['ours-fp32', 'tuned-fp32']);
    expect(options.rows).toEqual([]);
  });

  it('measure further rows beside named subjects only when they are named', () => {
    expect(similarityOptions({ ...FLAGS, only: 'ours-fp32', rows: 'help,workers' }).rows).toEqual([
      'workers',
      'help',
    ]);
    expect(similarityOptions({ ...FLAGS, rows: 'none' }).rows).toEqual([]);
  });

  it('are those of the benchmark', () => {
    const options = benchOptions(BENCHMARKS.evaluate, FLAGS);
    expect(options.configs).toEqual(['nyuv2', 'cityscapes']);
    expect(options.subjects).toEqual(['ours-fp32', 'reference-fp32', 'channels-last-fp32']);
    expect(options.rows).toEqual([]);
    expect(() => benchOptions(BENCHMARKS.train, { ...FLAGS, config: 'taskonomy5' })).toThrow(
      '--config "taskonomy5" is none of nyuv2, cityscapes.',
    );
  });

  it.each([
    [{ config: 'nyu' }, '--config "nyu" is none of nyuv2, cityscapes, taskonomy5.'],
    [{ only: 'ours' }, '--only "ours" is none of'],
    [{ rounds: '0' }, '--rounds "0" is not a whole number from 1 to 1000.'],
    [{ batches: '1.5' }, '--batches "1.5" is not'],
    [{ threads: 'two' }, '--threads "two" is not'],
  ])('refuse %j with one sentence', (flags, sentence) => {
    expect(() => similarityOptions({ ...FLAGS, ...flags })).toThrow(InvalidArgumentError);
    expect(() => similarityOptions({ ...FLAGS, ...flags })).toThrow(sentence);
  });

  it('refuse a file in a folder that is not there, before anything is measured', () => {
    const json = join(tmpdir(), 'no', 'such', 'folder', 'bench.json');
    expect(() => similarityOptions({ ...FLAGS, json })).toThrow(NotFoundError);
  });
});
