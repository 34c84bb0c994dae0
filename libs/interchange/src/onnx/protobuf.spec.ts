import { describe, expect, it } from 'vitest';
import {
  floatField,
  integerField,
  integersField,
  lazyBytesField,
  message,
  messageField,
  textField,
  varint,
} from './protobuf.js';

const hex = (part: { pieces: () => Iterable<Uint8Array> }): string =>
  Buffer.concat([...part.pieces()]).toString('hex');

describe('protobuf', () => {
  it('writes the examples of its specification', () => {
    expect(Buffer.from(varint(1)).toString('hex')).toBe('01');
    expect(Buffer.from(varint(150)).toString('hex')).toBe('9601');
    expect(hex(integerField(1, 150))).toBe('089601');
    expect(hex(textField(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(messageField(3, integerField(1, 150)))).toBe('1a03089601');
    expect(hex(integersField(6, [3, 270, 86942]))).toBe('3206038e029ea705');
    expect(hex(floatField(1, 1))).toBe('0d0000803f');
  });

  it('writes numbers up to 2^53 and refuses others', () => {
    expect(Buffer.from(varint(Number.MAX_SAFE_INTEGER)).toString('hex')).toBe('ffffffffffffff0f');
    expect(() => varint(-1)).toThrow(RangeError);
    expect(() => varint(0.5)).toThrow(RangeError);
  });

  it('knows its length before the bytes of a tensor are made', () => {
    let made = 0;
    const part = message([
      lazyBytesField(9, 300, () => {
        made++;
        return new Uint8Array(300);
      }),
      textField(1, 'ä'),
    ]);
    expect({ length: part.length, made }).toEqual({ length: 3 + 300 + 4, made: 0 });
    expect(hex(part).length / 2).toBe(part.length);
    expect(made).toBe(1);
  });
});
