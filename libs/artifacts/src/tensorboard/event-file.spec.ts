import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EventFile, eventFileName, record } from './event-file.js';
import { scalarMessage, versionMessage } from './event-message.js';
import { crc32c, maskedCrc32c } from './masked-crc32c.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-events-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('CRC-32C', () => {
  it.each([
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
    ['123456789', Buffer.from('123456789'), 0xe3069283],
    ['nothing', Buffer.alloc(0), 0],
  ])('gives the value of RFC 3720 for %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it("is masked as LevelDB's documentation defines", () => {
    expect(maskedCrc32c(Buffer.from('123456789'))).toBe(0xc78ab0e5);
    expect(maskedCrc32c(Buffer.alloc(0))).toBe(0xa282ead8);
  });
});

describe('event messages', () => {
  it('start a file with its version', () => {
    expect(versionMessage(1.5).toString('hex')).toBe(
      '09' + '000000000000f83f' + '1a0d' + Buffer.from('brain.Event:2').toString('hex'),
    );
  });

  it('hold time, step and one value a tag', () => {
    const event = { step: 300, wallTimeSeconds: 2, values: { a: 1, bc: -0.5 } };
    expect(scalarMessage(event).toString('hex')).toBe(
      '09' + '0000000000000040' + '10ac02' + '2a15' + '0a080a01611500' + '00803f' + '0a090a02626315000000bf',
    );
  });

  it.each([-1, 0.5, NaN])('refuse step %d', (step) => {
    expect(() => scalarMessage({ step, wallTimeSeconds: 0, values: {} })).toThrow(RangeError);
  });
});

describe('an event file', () => {
  it('is named so that TensorBoard finds it', () => {
    expect(eventFileName(1767225600.9)).toBe('events.out.tfevents.1767225600.metasparse');
  });

  it('frames its content by length and two checksums', () => {
    expect(record(Buffer.from('123456789')).toString('hex')).toBe(
      '0900000000000000' + maskedHex('0900000000000000') + '313233343536373839' + 'e5b08ac7',
    );
  });

  it('holds what was appended and replaces what was there', () => {
    const path = join(folder, 'new', eventFileName(5));
    const events = [0, 1, 2].map((step) => ({ step, wallTimeSeconds: 5 + step, values: { total: step } }));
    for (let start = 0; start < 2; start++) {
      const file = EventFile.create(path, 5);
      file.append(events.slice(0, 2));
      file.append(events.slice(2));
      file.close();
    }
    const messages = [versionMessage(5), ...events.map(scalarMessage)];
    expect(readFileSync(path).equals(Buffer.concat(messages.map(record)))).toBe(true);
  });
});

function maskedHex(hex: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(maskedCrc32c(Buffer.from(hex, 'hex')));
  return bytes.toString('hex');
}
