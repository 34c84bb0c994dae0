import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PickleDict, type PickleValue } from '../pickle/values.js';
import { openTorchFile } from './open-torch-file.js';
import { stateDictOf } from './state-dict.js';
import { TorchStorage } from './storage.js';
import type { TorchFile } from './torch-file.js';
import { TorchTensor } from './torch-tensor.js';

const storage = new TorchStorage('0', 'float32', 1, { read: () => new Uint8Array(4) });
const tensor = TorchTensor.of('x.pth', storage, { offset: 0, shape: [1], strides: [1] });

function dict(entries: Readonly<Record<string, PickleValue>>): PickleDict {
  const made = new PickleDict();
  for (const [key, value] of Object.entries(entries)) made.entries.set(key, value);
  return made;
}

const found = (value: PickleValue, key?: string) => stateDictOf(fileOf(value), key);
const fileOf = (value: PickleValue): TorchFile => ({
  file: 'x.pth',
  format: 'zip',
  value,
  close: () => undefined,
});

describe('a state_dict', () => {
  it('is found where training loops put it', () => {
    const net = dict({ w: tensor });
    expect(found(net).path).toEqual([]);
    expect(found(dict({ epoch: 1, state_dict: net })).path).toEqual(['state_dict']);
    expect(found(dict({ ema: dict({ w: tensor }), model: net })).path).toEqual(['model']);
    expect(found(dict({ a: dict({ b: net }) })).path).toEqual(['a', 'b']);
    expect(found(dict({ one: net, two: dict({ w: tensor }) }), 'two').path).toEqual(['two']);
  });

  it("is found among an optimiser's tensors in a real checkpoint, its prefix taken off", () => {
    const file = openTorchFile(fileURLToPath(new URL('../../test/fixtures/training.pth', import.meta.url)));
    const { path, prefix, tensors } = stateDictOf(file);
    expect({ path, prefix, first: [...tensors.keys()][0] }).toEqual({
      path: ['model'],
      prefix: 'module.',
      first: '0.weight',
    });
    file.close();
  });

  it('loses every wrapper all its names have, and only those', () => {
    expect(found(dict({ '_orig_mod.module.w': tensor, '_orig_mod.module.b': tensor })).prefix).toBe(
      '_orig_mod.module.',
    );
    expect(found(dict({ 'module.w': tensor, b: tensor })).prefix).toBe('');
  });

  it('says what it left out', () => {
    expect(found(dict({ w: tensor, note: 'hello' })).leftOut).toEqual(['note']);
  });

  it('is refused where there is none or a choice', () => {
    expect(() => found(dict({ a: 1 }))).toThrow('holds no state_dict');
    expect(() => found(3)).toThrow('holds no state_dict');
    expect(() => found(tensor)).toThrow('one tensor');
    expect(() => found(dict({ a: dict({ w: tensor }), b: dict({ w: tensor }) }))).toThrow(
      'name one of "a", "b"',
    );
    expect(() => found(dict({ a: dict({ w: tensor }) }), 'b')).toThrow('no tensors under "b", but under "a"');
  });

  it('is not looked for in circles', () => {
    const circle = dict({});
    circle.entries.set('self', circle);
    expect(() => found(circle)).toThrow('holds no state_dict');
  });
});

it('takes no more time for a name that is one long prefix', () => {
  const name = 'module.'.repeat(500_000);
  expect(found(dict({ [name]: tensor })).prefix).toBe('module.module.module.module.');
});
