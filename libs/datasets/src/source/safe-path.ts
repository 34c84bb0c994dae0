import { InvalidDataError } from '@metasparse/contracts';

const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:[\\/])/;

/**
 * The path, unchanged, when it stays below any root by its spelling.
 * @throws InvalidDataError for an empty or absolute path, a ".." segment (with "/" or "\"), or a NUL.
 */
export function safePath(path: string, root: string): string {
  const shown = JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
  const refuse = (reason: string): never => {
    throw new InvalidDataError(`The path ${shown} ${reason}; only files below ${root} are read.`, {
      file: path,
      bound: `a path below ${root}`,
      hint: 'correct the entry in the index',
    });
  };
  if (path === '') return refuse('is empty');
  if (path.includes('\0')) return refuse('holds a NUL character');
  if (ABSOLUTE.test(path)) return refuse('is absolute');
  if (path.split(/[\\/]/).includes('..')) return refuse('climbs out by ".."');
  return path;
}
