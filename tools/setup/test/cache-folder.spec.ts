import { expect, test } from 'vitest';
import { cacheFolder } from '../src/cache/cache-folder.mjs';

test('METASPARSE_CACHE names the cache folder', () => {
  expect(cacheFolder({ METASPARSE_CACHE: '/big/disk', XDG_CACHE_HOME: '/xdg' }, '/home/ada')).toBe(
    '/big/disk',
  );
});

test('without it the cache lies in XDG_CACHE_HOME', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' }, '/home/ada')).toBe('/xdg/metasparse');
});

test('a relative or empty XDG_CACHE_HOME is ignored', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: 'xdg' }, '/home/ada')).toBe('/home/ada/.cache/metasparse');
  expect(cacheFolder({ XDG_CACHE_HOME: '', METASPARSE_CACHE: '' }, '/home/ada')).toBe(
    '/home/ada/.cache/metasparse',
  );
});
