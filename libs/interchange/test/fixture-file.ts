import { fileURLToPath } from 'node:url';

/** Path of a small checkpoint that make_fixtures.py wrote with PyTorch. */
export function fixtureFile(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}.pth`, import.meta.url));
}
