import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeSafetensors } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { randomNet } from '../../test/random-net.js';
import { expectSameNet } from '../../test/same-net.js';
import { scratchFolder } from '../../test/scratch-folder.js';
import { CHECKPOINT_SCHEMA } from './checkpoint-names.js';
import { writePth } from './export-pth.js';
import { openPth } from './import-state.js';
import { openCheckpoint } from './open-checkpoint.js';
import { writeCheckpoint } from './write-checkpoint.js';

const inScratch = scratchFolder();
const PLAN: NetPlan = { widths: scaledWidths(1 / 64), tasks: [{ task: 'seg', classes: 2 }] };

describe('a checkpoint', () => {
  it('gives back values, masks, counts and meta bit by bit', async () => {
    const net = { ...randomNet(PLAN, { masked: true }), meta: { dataset: 'nyuv2', tasks: 'seg' } };
    const file = inScratch('net.safetensors');
    await writeCheckpoint(file, net);
    const opened = openCheckpoint(file);
    expectSameNet(opened.state, net);
    expect(opened.state.meta).toEqual(net.meta);
    expect(opened.file.header.metadata.schema).toBe(CHECKPOINT_SCHEMA);
    opened.close();
  });

  it('goes to .pth and back to the same bytes', async () => {
    const [first, second, pth] = [
      inScratch('one.safetensors'),
      inScratch('two.safetensors'),
      inScratch('net.pth'),
    ];
    await writePth(pth, 'net', randomNet(PLAN, { masked: true }), PLAN);
    for (const path of [first, second]) {
      const imported = openPth(pth);
      await writeCheckpoint(path, imported.state);
      imported.close();
      const opened = openCheckpoint(path);
      await writePth(pth, path, opened.state, PLAN);
      opened.close();
    }
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
  });

  it('carries the tensors of a training run without taking them for the net', async () => {
    const net = randomNet(PLAN);
    const file = inScratch('training.safetensors');
    const moment = {
      name: 'optimiser/m/backbone.conv1.weight',
      dtype: 'F32',
      shape: [2],
      read: () => Float32Array.of(1, 2),
    } as const;
    await writeCheckpoint(file, net, { tensors: [moment], metadata: { iteration: '7' } });
    const opened = openCheckpoint(file);
    expectSameNet(opened.state, net);
    expect(opened.file.float32(moment.name)).toEqual(Float32Array.of(1, 2));
    expect(opened.file.header.metadata.iteration).toBe('7');
    opened.close();
    const stray = { ...moment, name: 'backbone.conv1.weight' };
    await expect(writeCheckpoint(file, net, { tensors: [stray] })).rejects.toThrow(RangeError);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no schema', {}, 'has the schema "none"'],
    ['a newer schema', { schema: 'metasparse.checkpoint/v9' }, 'v9'],
    ['masks that are not JSON', { schema: CHECKPOINT_SCHEMA, masks: '{' }, 'not JSON'],
    [
      'masks without a shape',
      { schema: CHECKPOINT_SCHEMA, masks: '{"w":3}' },
      'no shape for the mask of "w"',
    ],
    ['a shape without bits', { schema: CHECKPOINT_SCHEMA, masks: '{"v":[8]}' }, 'only one of shape and bits'],
    ['bits without a shape', { schema: CHECKPOINT_SCHEMA }, 'only one of shape and bits for the mask of "w"'],
  ])('is refused with %s', async (_, metadata, message) => {
    const file = inScratch('odd.safetensors');
    await writeSafetensors(file, [{ name: 'mask/w', dtype: 'U8', shape: [1] }], metadata, [
      Uint8Array.of(0xff),
    ]);
    expect(() => openCheckpoint(file)).toThrow(InvalidDataError);
    expect(() => openCheckpoint(file)).toThrow(message);
  });

  it('is refused with tensors of another type, a negative count, or bits behind the last element', async () => {
    const file = inScratch('odd.safetensors');
    const metadata = { schema: CHECKPOINT_SCHEMA };
    await writeSafetensors(file, [{ name: 'w', dtype: 'F64', shape: [1] }], metadata, [Float64Array.of(1)]);
    expect(() => openCheckpoint(file)).toThrow('of type F64, expected F32');
    const minusOne = new Uint8Array(8).fill(255);
    await writeSafetensors(file, [{ name: 'n', dtype: 'I64', shape: [] }], metadata, [minusOne]);
    expect(() => openCheckpoint(file)).toThrow('the count -1');
    const masks = { ...metadata, masks: '{"w":[7]}' };
    await writeSafetensors(file, [{ name: 'mask/w', dtype: 'U8', shape: [1] }], masks, [Uint8Array.of(255)]);
    const opened = openCheckpoint(file);
    expect(() => opened.state.masks.get('w')?.read()).toThrow('damaged mask of "w"');
    opened.close();
  });

  it('is refused cut short', async () => {
    const file = inScratch('cut.safetensors');
    await writeCheckpoint(file, randomNet(PLAN));
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    expect(() => openCheckpoint(file)).toThrow(InvalidDataError);
  });
});
