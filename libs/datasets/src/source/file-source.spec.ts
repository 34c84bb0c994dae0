import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder, type ScratchFolder } from '../../test/scratch-folder.js';
import { FileSource } from './file-source.js';

let scratch: ScratchFolder;
let root = '';

beforeAll(async () => {
  scratch = await scratchFolder();
  root = join(scratch.path, 'root');
  await scratch.write('secret.txt', 'outside');
  await scratch.write('root-too/file.txt', 'a neighbour whose name starts alike');
  await scratch.write('root/a/file.txt', 'inside');
  await symlink(join(scratch.path, 'secret.txt'), join(root, 'out.txt'));
  await symlink('../root-too', join(root, 'neighbour'));
  await symlink('a/file.txt', join(root, 'in.txt'));
  await symlink('loop', join(root, 'loop'));
  await symlink(root, join(scratch.path, 'linked-root'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
});

afterAll(() => scratch.remove());

describe('FileSource', () => {
  it('reads, lists and looks at what is below its folder', async () => {
    const source = new FileSource(root);
    expect(new TextDecoder().decode(await source.read('a/file.txt'))).toBe('inside');
    expect(await source.list('a')).toEqual(['file.txt']);
    expect(await source.stat('a')).toEqual({ kind: 'folder', size: 0 });
    expect(await source.stat('a/file.txt')).toEqual({ kind: 'file', size: 6 });
    expect(await source.stat('b')).toBeUndefined();
    expect(await source.stat('a/file.txt/deeper')).toBeUndefined();
  });

  it('follows links that stay inside, and a folder that is a link itself', async () => {
    const source = new FileSource(join(scratch.path, 'linked-root'));
    expect(new TextDecoder().decode(await source.read('in.txt'))).toBe('inside');
  });

  it.each([
    '../secret.txt',
    'a/../../secret.txt',
    'a\\..\\..\\secret.txt',
    '/etc/hostname',
    'C:\\x',
    'a\0b',
    '',
  ])('refuses the path %j', async (path) => {
    const source = new FileSource(root);
    await expect(source.read(path)).rejects.toBeInstanceOf(InvalidDataError);
    await expect(source.stat(path)).rejects.toBeInstanceOf(InvalidDataError);
  });

  it.each(['out.txt', 'neighbour/file.txt', 'loop', 'pipe', 'a'])('refuses to read %s', async (path) => {
    await expect(new FileSource(root).read(path)).rejects.toBeInstanceOf(InvalidDataError);
  });

  it('follows links that lead out when it is allowed to', async () => {
    const source = new FileSource(root, { followLinksOut: true });
    expect(new TextDecoder().decode(await source.read('out.txt'))).toBe('outside');
  });

  it('says what is not there', async () => {
    await expect(new FileSource(root).read('b.txt')).rejects.toThrow(`There is no ${root}/b.txt.`);
    await expect(new FileSource(join(root, 'none')).list('')).rejects.toBeInstanceOf(NotFoundError);
  });
});
