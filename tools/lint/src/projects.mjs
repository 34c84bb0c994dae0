import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A project as its package.json describes it; `entries` are the names it may be imported by beside its own.
 * @typedef {{ folder: string, tags: readonly string[], entries: readonly string[] }} Project
 */

/** @typedef {{ name: string, exports?: Record<string, unknown>, nx?: { tags?: string[] } }} Manifest */

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** @returns {readonly Project[]} all projects of the repository */
export function readProjects() {
  return ['libs', 'services', 'tools'].flatMap((group) =>
    (existsSync(join(ROOT, group)) ? readdirSync(join(ROOT, group)) : [])
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
      .map(readProject),
  );
}

/** @param {string} folder @returns {Project} */
function readProject(folder) {
  const text = readFileSync(join(ROOT, folder, 'package.json'), 'utf8');
  const { name, exports, nx } = /** @type {Manifest} */ (JSON.parse(text));
  const entries = Object.keys(exports ?? {}).filter((key) => key !== '.');
  return { folder, tags: nx?.tags ?? [], entries: entries.map((key) => `${name}${key.slice(1)}`) };
}

/** @param {readonly Project[]} projects @param {string} tag @returns {string[]} globs of the sources with that tag */
export function sourcesTagged(projects, tag) {
  return projects.filter(({ tags }) => tags.includes(tag)).map(({ folder }) => `${folder}/src/**/*.ts`);
}

/** @param {readonly Project[]} projects @param {string} tag @returns {string[]} the names of the projects with that tag */
export function namesTagged(projects, tag) {
  return projects
    .filter(({ tags }) => tags.includes(tag))
    .map(({ folder }) => `@metasparse/${folder.split('/')[1] ?? ''}`);
}
