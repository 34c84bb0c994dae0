#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(fileURLToPath(main))) {
  process.stderr.write('metasparse is not built yet: run `npm run setup` in its folder first\n');
  process.exit(6);
}
await import(main.href);
