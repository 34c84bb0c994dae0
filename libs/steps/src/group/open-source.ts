import { statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { gainsSource } from './gains-source.js';
import type { GroupSource, SourceKind } from './group-source.js';
import { lossesSource } from './losses-source.js';
import { readJson } from './read-json.js';
import { similaritySource, type PairSettings } from './similarity-source.js';

export interface SourceSettings extends PairSettings {
  /** A file, or the folder of a similarity run. */
  readonly from: string;
  /** Found out from the file where it is not given. */
  readonly kind?: SourceKind | undefined;
  /** Whether networks that were not trained follow from their pairs. */
  readonly fill: boolean;
}

/** Reads what the choice is made from. Throws NotFoundError, InvalidDataError, InvalidArgumentError. */
export function openSource(settings: SourceSettings): GroupSource {
  const path = isFolder(settings.from) ? join(settings.from, 'similarity.json') : settings.from;
  const content = readJson(path, 'from');
  const kind = kindOf(path, content);
  if (settings.kind !== undefined && settings.kind !== kind)
    throw new InvalidArgumentError(`${path}: is a file of kind ${kind}, --from says ${settings.kind}`, {
      file: path,
      field: 'from',
      value: settings.kind,
      bound: kind,
    });
  if (kind === 'similarity') return similaritySource(path, content, settings);
  return kind === 'gains'
    ? gainsSource(path, content, settings.fill)
    : lossesSource(path, content, settings.fill);
}

function kindOf(path: string, content: unknown): SourceKind {
  const { schema, networks } = (content ?? {}) as { readonly schema?: unknown; readonly networks?: unknown };
  if (schema === 'metasparse.similarity/v1') return 'similarity';
  if (schema === 'metasparse.gains/v1') return 'gains';
  if (schema === undefined && networks !== undefined) return 'losses';
  const shown = (JSON.stringify(schema) as string | undefined) ?? 'missing';
  throw new InvalidDataError(
    `${path}: schema is ${shown}; use a similarity.json, a gains.json, or measured losses with "tasks" and "networks"`,
    { file: path, field: 'schema', value: schema },
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
