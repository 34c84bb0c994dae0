import { describe, expect, it } from 'vitest';
import { fromErrorData, toErrorData } from './error-data.js';
import * as errors from './errors.js';

const CLASSES = Object.entries(errors).filter(([name]) => name !== 'DomainError') as [
  string,
  new (message: string, details?: errors.ErrorDetails) => errors.DomainError,
][];

describe('errors as data', () => {
  it.each(CLASSES)('%s arrives as the same class with its details', (_, ErrorClass) => {
    const sent = new ErrorClass('a.png: is broken', {
      file: 'a.png',
      field: 'width',
      value: 3,
      bound: '> 3',
    });
    const arrived = fromErrorData(structuredClone(toErrorData(sent)));
    expect(arrived).toBeInstanceOf(ErrorClass);
    expect(arrived).toMatchObject({ message: sent.message, details: sent.details, exitCode: sent.exitCode });
  });

  it('keeps the cause of an error on its own side', () => {
    const sent = new errors.InvalidDataError('x', { cause: new Error('secret') });
    expect(JSON.stringify(toErrorData(sent))).not.toContain('secret');
  });

  it('passes on anything else as a plain error', () => {
    expect(fromErrorData(toErrorData(new TypeError('odd')))).toMatchObject({ message: 'odd' });
    expect(fromErrorData(toErrorData('text'))).toMatchObject({ message: 'text' });
  });

  it('gives every class an exit code of its own', () => {
    const codes = CLASSES.map(([, ErrorClass]) => new ErrorClass('').exitCode);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
