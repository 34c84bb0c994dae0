import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '@metasparse/contracts';
import { pickle, text, type PickleParts } from '../../test/test-pickles.js';
import { harmlessNames } from './harmless-names.js';
import { PICKLE_LIMITS, type PickleWorld } from './pickle-machine.js';
import { readPickleBytes } from './read-pickle.js';
import { PickleDict, PickleList, PickleSet, PickleTuple, type PickleValue } from './values.js';

const names = harmlessNames('x.pth');
const WORLD: PickleWorld = {
  global: (module, name) => names.get(`${module}.${name}`),
  persistent: () => null,
};
const read = (...parts: PickleParts): PickleValue => readPickleBytes('x.pth', pickle(...parts), WORLD);

/** Containers as plain arrays and objects, for comparison. */
function plain(value: PickleValue): unknown {
  if (value instanceof PickleTuple || value instanceof PickleList || value instanceof PickleSet)
    return value.items.map(plain);
  if (value instanceof PickleDict)
    return Object.fromEntries([...value.entries].map(([key, item]) => [String(plain(key)), plain(item)]));
  return value;
}

describe('values of Python', () => {
  it.each<[string, PickleParts, unknown]>([
    ['None, True, False', ['\x80\x02N\x88\x89\x87.'], [null, true, false]],
    ['small integers', ['\x80\x02K\xffM\x34\x12J\xfe\xff\xff\xff\x87.'], [255, 0x1234, -2]],
    ['long integers', ['\x80\x02\x8a\x00\x8a\x02\xff\x7f\x8a\x01\xff\x87.'], [0, 32767, -1]],
    [
      'an integer beyond 2^53',
      ['\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.'],
      0x1950a86a20f9469cfc6cn,
    ],
    ['floats', ['\x80\x02G\x3f\xe0\0\0\0\0\0\0.'], 0.5],
    ['text of protocol 2 and 4', ['\x80\x04', text('weit'), '\x8c\x02hi\x86.'], ['weit', 'hi']],
    ['lists', ['\x80\x02](K\x01K\x02eK\x03a.'], [1, 2, 3]],
    [
      'dicts',
      ['\x80\x02}(', text('a'), 'K\x01', text('b'), 'K\x02u', text('c'), 'K\x03s.'],
      { a: 1, b: 2, c: 3 },
    ],
    ['sets of protocol 4', ['\x80\x04\x8f(K\x01K\x02\x90.'], [1, 2]],
    ['sets of protocol 2', ['\x80\x02cbuiltins\nset\n](K\x01e\x85R.'], [1]],
    ['memoised values', ['\x80\x02', text('a'), 'q\x00h\x00j\x00\0\0\0\x87.'], ['a', 'a', 'a']],
    ['MEMOIZE and FRAME', ['\x80\x04\x95\x09\0\0\0\0\0\0\0\x8c\x01a\x94h\x00\x86.'], ['a', 'a']],
    ['bytes', ['\x80\x04C\x02\x01\x02.'], Uint8Array.of(1, 2)],
    [
      'an OrderedDict with attributes',
      ['\x80\x02ccollections\nOrderedDict\n)R}', text('_metadata'), 'Nsb.'],
      {},
    ],
    ['an OrderedDict of pairs', ['\x80\x02ccollections\nOrderedDict\n](K\x01K\x02\x86e\x85R.'], { 1: 2 }],
    ['a class made by NEWOBJ', ['\x80\x04\x8c\x0bcollections\x8c\x0bOrderedDict\x93)\x81.'], {}],
    ['a Counter', ['\x80\x02ccollections\nCounter\n}K\x01K\x02s\x85R.'], { 1: 2 }],
  ])('reads %s', (_, parts, expected) => {
    expect(plain(read(...parts))).toEqual(expected);
  });

  it("reads numpy's numbers in both byte orders", () => {
    const number = (order: string, bytes: string) =>
      read(
        '\x80\x02cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n',
        text('f8'),
        'K\x00K\x01\x87R(K\x03',
        text(order),
        'NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tbc_codecs\nencode\n',
        text(Buffer.from(bytes, 'latin1').toString('latin1')),
        text('latin1'),
        '\x86R\x86R.',
      );
    expect(number('<', '\0\0\0\0\0\0\xe0\x3f')).toBe(0.5);
    expect(number('>', '\x3f\xe0\0\0\0\0\0\0')).toBe(0.5);
  });
});

describe('attacks', () => {
  it.each<[string, PickleParts, string]>([
    ['os.system', ['\x80\x02cos\nsystem\n', text('id'), '\x85R.'], 'would run os.system'],
    ['posix.system', ['\x80\x02cposix\nsystem\n', text('id'), '\x85R.'], 'would run posix.system'],
    ['eval', ['\x80\x02cbuiltins\neval\n', text('1'), '\x85R.'], 'would run builtins.eval'],
    ['Python 2 eval', ['\x80\x02c__builtin__\neval\n', text('1'), '\x85R.'], 'would run __builtin__.eval'],
    ['a name that is never called', ['\x80\x02cos\nsystem\n0N.'], 'would run os.system'],
    ['STACK_GLOBAL', ['\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.'], 'would run os.system'],
    [
      'a dotted name',
      ['\x80\x04\x8c\x0bcollections\x8c\x16OrderedDict.__reduce__\x93.'],
      'would run collections.OrderedDict.__reduce__',
    ],
    [
      'a dotted module',
      ['\x80\x02ccollections.OrderedDict\n__init__\n.'],
      'would run collections.OrderedDict.__init__',
    ],
    ['getattr', ['\x80\x02cbuiltins\ngetattr\n.'], 'would run builtins.getattr'],
    [
      'a nested torch file',
      ['\x80\x02ctorch.storage\n_load_from_bytes\n.'],
      'would run torch.storage._load_from_bytes',
    ],
    ['protocol 0', ["cos\nsystem\n(S'id'\ntR."], 'would run os.system'],
    ['INST', ['(ios\nsystem\n.'], 'would run os.system'],
    ['INST behind arguments', ["(S'id'\nios\nsystem\n."], 'opcode STRING (0x53)'],
    ['OBJ', ['\x80\x02(ccollections\nOrderedDict\no.'], 'opcode OBJ (0x6f)'],
    ['NEWOBJ_EX', ['\x80\x04ccollections\nOrderedDict\n)}\x92.'], 'opcode NEWOBJ_EX (0x92)'],
    ['the extension registry', ['\x80\x02\x82\x01.'], 'opcode EXT1 (0x82)'],
    ['a reduced reduce', ['\x80\x02ccollections\nOrderedDict\n)R)R.'], 'REDUCE calls a dict'],
    ['text that is called', ['\x80\x02', text('system'), ')R.'], 'REDUCE calls a string'],
    ['a class that is only named', ['\x80\x02cnumpy\ndtype\n', text('O'), '\x85R.'], 'numpy.dtype of O'],
    ['BUILD on a dict', ['\x80\x02}}', text('__class__'), 'Nsb.'], 'BUILD sets the state of a dict'],
    [
      'BUILD on a class',
      ['\x80\x02ccollections\nOrderedDict\n}b.'],
      'BUILD sets the state of collections.OrderedDict',
    ],
    [
      'BUILD with slots',
      ['\x80\x02ccollections\nOrderedDict\n)RN}\x86b.'],
      'BUILD sets the state of a dict from a tuple',
    ],
    [
      'a dtype of fields',
      ['\x80\x02cnumpy\ndtype\n', text('f8'), '\x85R(K\x03', text('|'), 'N)}tb.'],
      'BUILD sets the state',
    ],
    [
      'a code page that runs',
      ['\x80\x02c_codecs\nencode\n', text('x'), text('zlib'), '\x86R.'],
      '_codecs.encode is given',
    ],
    ['protocol 5', ['\x80\x05N.'], 'protocol 5'],
    ['out-of-band buffers', ['\x80\x04\x97.'], 'opcode NEXT_BUFFER (0x97)'],
  ])('refuses %s', (_, parts, message) => {
    expect(() => read(...parts)).toThrow(InvalidDataError);
    expect(() => read(...parts)).toThrow(message);
  });

  it('names the file and shows no control characters of a hostile name', () => {
    expect(() => read('\x80\x02cos\x1b[2J\nsystem\n.')).toThrow(/^x\.pth: refused: .*os\\u001b\[2J\.system/);
  });
});

describe('damage and excess', () => {
  it.each<[string, PickleParts, string]>([
    ['nothing', [''], 'cut short'],
    ['no STOP', ['\x80\x02N'], 'cut short'],
    ['values left over', ['\x80\x02NN.'], 'stops with values left over'],
    ['a mark left open', ['\x80\x02N(.'], 'empty stack'],
    ['an empty stack', ['\x80\x02\x85.'], 'empty stack'],
    ['a value below the mark', ['\x80\x02N(\x85.'], 'empty stack'],
    ['a mark that was not set', ['\x80\x02t.'], 'mark that was not set'],
    ['an unknown memo', ['\x80\x02h\x07.'], 'asks for value 7'],
    ['a key without a value', ['\x80\x02}(Nu.'], 'key without a value'],
    ['items for a list', ['\x80\x02]NNs.'], 'sets items of a list'],
    ['text that is not UTF-8', ['\x80\x02X\x01\0\0\0\xff.'], 'not UTF-8'],
    ['text longer than the file', ['\x80\x02X\xff\xff\xff\xff.'], 'cut short'],
    ['bytes of 2^60', ['\x80\x04\x8e\0\0\0\0\0\0\0\x10.'], 'length of'],
    ['a huge integer', ['\x80\x02\x8b\0\0\x10\0.'], 'an integer of 1048576 bytes'],
    ['a negative length', ['\x80\x02\x8b\xff\xff\xff\xff.'], 'an integer of -1 bytes'],
    ['deep nesting', ['\x80\x02', '('.repeat(5000)], 'nests more than 1000'],
  ])('refuses %s', (_, parts, message) => {
    expect(() => read(...parts)).toThrow(InvalidDataError);
    expect(() => read(...parts)).toThrow(message);
  });

  it('refuses more objects, opcodes and remembered values than its limits', () => {
    const limited = (limits: Partial<typeof PICKLE_LIMITS>, body: string) => () =>
      readPickleBytes('x.pth', pickle('\x80\x02', body), WORLD, { ...PICKLE_LIMITS, ...limits });
    expect(limited({ containers: 9 }, ']'.repeat(10))).toThrow('more than 9 objects');
    expect(limited({ opcodes: 9 }, 'N'.repeat(10))).toThrow('more than 9 opcodes');
    expect(limited({ memo: 2 }, 'Nq\x00q\x01q\x02.')).toThrow('more than 2 values');
  });

  it('takes a list that is copied again and again only up to a bound', () => {
    const pairs = pickle('\x80\x02](', ...Array.from({ length: 1000 }, () => 'NN\x86'), 'eq\x00');
    const copies = Array.from({ length: 251 }, () => 'ccollections\nOrderedDict\nh\x00\x85R');
    expect(() => read(pairs, ...copies, '.')).toThrow('more than 250000 pairs');
  });
});
