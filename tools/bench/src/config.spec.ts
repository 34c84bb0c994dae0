import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, childEnvironment, sharedFolder } from './config.js';

describe('config', () => {
  it('keeps the cache in the folder that was named, else below the cache of the user', () => {
    expect(cacheFolder({ METASPARSE_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
    expect(cacheFolder({ METASPARSE_CACHE: '', XDG_CACHE_HOME: '/b' })).toBe('/b/metasparse');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(join(homedir(), '.cache', 'metasparse'));
  });

  it('finds golden values in the folder that was named, else beside the clone', () => {
    expect(sharedFolder({ METASPARSE_SHARED: '/golden' })).toBe('/golden');
    expect(sharedFolder({})).toBe(resolve('..', 'shared'));
  });

  it('hands the environment on with additions', () => {
    expect(childEnvironment({ ADDED: '1' })).toMatchObject({ ADDED: '1', PATH: expect.any(String) });
  });
});
