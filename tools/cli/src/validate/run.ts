import { InvalidArgumentError } from '@metasparse/contracts';
import { GAIN_MEASURES, type GainMeasure } from '@metasparse/evidence';
import { VALIDATION_FILES, validateStep, writeValidation, type ValidateRequest } from '@metasparse/steps';
import { parseWhole } from '../console/parse-whole.js';
import { choose } from '../results/read-run.js';
import type { ValidateFlags } from './command.js';
import { describeValidation } from './describe-validation.js';

/** Compares, writes the files and prints the best configurations. */
export async function runValidate(flags: ValidateFlags): Promise<void> {
  const file = validateStep(toRequest(flags));
  await writeValidation(flags.out, file);
  process.stderr.write(`${flags.out}: ${VALIDATION_FILES.join(', ')}\n`);
  process.stdout.write(`${flags.json === true ? JSON.stringify(file, null, 1) : describeValidation(file)}\n`);
}

function toRequest({
  similarity,
  cotrain,
  measure,
  resamples,
  seed,
  confidence,
}: ValidateFlags): ValidateRequest {
  const measures = Object.fromEntries(GAIN_MEASURES.map((name) => [name, name]));
  return {
    similarity,
    cotrain,
    measure: choose<GainMeasure>('measure', measure, measures),
    resamples: parseWhole('resamples', resamples, 1, 100_000),
    seed: parseWhole('seed', seed, 0, 2 ** 30),
    confidence: fraction(confidence),
  };
}

function fraction(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0.01 && value <= 0.9999) return value;
  throw new InvalidArgumentError(
    `--confidence is ${JSON.stringify(text)}; use a number from 0.01 to 0.9999`,
    { field: 'confidence', value: text, bound: '0.01..0.9999' },
  );
}
