import { METHODS, type Method } from '@metasparse/baselines';
import { InvalidArgumentError } from '@metasparse/contracts';
import type { BaselinesRequest } from '@metasparse/steps';
import { parseWhole } from '../console/parse-whole.js';
import { choose } from '../results/read-run.js';
import type { BaselinesFlags } from './command.js';

const NAMES = Object.fromEntries(METHODS.map((method) => [method, method])) as Record<Method, Method>;

/** Flags, checked. Throws InvalidArgumentError with the flag, its value and its bound. */
export function parseBaselinesFlags({ on, data, methods, lr, pixels }: BaselinesFlags): BaselinesRequest {
  return {
    run: on,
    data,
    methods: parseMethods(methods),
    learningRate: parseRate(lr),
    pixels: parseWhole('pixels', pixels, 2, 10_000_000),
  };
}

function parseMethods(text: string): readonly Method[] {
  if (text === 'all') return METHODS;
  const asked = text.split(',').map((name) => choose<Method>('methods', name.trim(), NAMES));
  return METHODS.filter((method) => asked.includes(method));
}

function parseRate(text: string): number {
  const rate = text.trim() === '' ? NaN : Number(text);
  if (rate > 0 && rate <= 10) return rate;
  const bound = 'a number above 0 and up to 10';
  throw new InvalidArgumentError(`--lr is ${JSON.stringify(text)}; use ${bound}`, {
    field: 'lr',
    value: text,
    bound,
  });
}
