import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { asDiskError, canonicalJson, sha256, writeFileAtomically } from '@metasparse/artifacts';
import { ConflictError, DomainError, InvalidArgumentError } from '@metasparse/contracts';
import { holdLock } from './run-lock.js';

const PLAN = 'plan.json';
const LOCK = 'lock';
/** What decides the results of a run, as plain JSON. */
export type RunParameters = Readonly<Record<string, unknown>>;

export interface RunFolderOptions {
  /** Folders of the run's own beside `work`. */
  readonly folders: readonly string[];
  /** Goes on with results of this very run; otherwise they are a ConflictError. */
  readonly goesOn: boolean;
}

/**
 * A run's folder. While it works, `work/` holds a lock and what is under way; the plan stays and tells a second start
 * whether the folder is its own.
 */
export class RunFolder {
  readonly path: string;
  readonly work: string;
  /** SHA-256 of the run's parameters. */
  readonly key: string;
  readonly #folders: readonly string[];
  readonly #existed: boolean;

  private constructor(path: string, key: string, folders: readonly string[]) {
    this.path = path;
    this.key = key;
    this.work = join(path, 'work');
    this.#folders = ['work', ...folders];
    this.#existed = existsSync(path);
  }

  /**
   * Takes the folder for a run with these parameters. Throws ConflictError where it holds something else, another
   * run's results, or a run that is going on; ResourceExhaustedError where the disk is full; InvalidArgumentError
   * where it cannot be written.
   */
  static async claim(
    path: string,
    parameters: RunParameters,
    { folders, goesOn }: RunFolderOptions,
  ): Promise<RunFolder> {
    const key = sha256(canonicalJson(parameters));
    const folder = new RunFolder(path, key, folders);
    folder.#refuseOthers(key, parameters);
    try {
      for (const name of folder.#folders) mkdirSync(join(path, name), { recursive: true });
      holdLock(join(folder.work, LOCK), path);
    } catch (error) {
      // The folders belong to whoever holds the lock.
      if (!(error instanceof ConflictError)) folder.#removeIfEmpty();
      throw unwritable(error, path);
    }
    try {
      // Another run may have come and gone before the lock was ours.
      const held = folder.#refuseOthers(key, parameters);
      if (!goesOn && folder.#holdsResults()) throw heldAlready(path);
      folder.#removeTemporaries();
      if (held === null)
        await writeFileAtomically(join(path, PLAN), `${JSON.stringify({ key, parameters }, null, 2)}\n`);
    } catch (error) {
      folder.release();
      throw unwritable(error, path);
    }
    return folder;
  }

  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** Lets the folder go; what is done stays. Where nothing is done, nothing of this run stays. */
  release(): void {
    this.#removeTemporaries();
    rmSync(join(this.work, LOCK), { force: true });
    if (this.#holdsResults()) return;
    rmSync(this.file(PLAN), { force: true });
    this.#removeIfEmpty();
  }

  /** The plan that is there, if any; throws where it is not this run's, or files are there without a plan. */
  #refuseOthers(key: string, parameters: RunParameters): RunParameters | null {
    const held = this.#plan();
    if (held === null) this.#refuseForeign();
    else if (held.key !== key) throw anotherRun(this.path, held.parameters, parameters);
    return held?.parameters ?? null;
  }

  /** Whether anything is there but the plan and folders without a file. */
  #holdsResults(): boolean {
    const beside = filesIn(this.path).filter((name) => name !== PLAN && !this.#folders.includes(name));
    return beside.length > 0 || !this.#folders.every((name) => this.#holdsNoResult(name));
  }

  #removeIfEmpty(): void {
    for (const name of this.#folders) removeEmpty(this.file(name));
    if (!this.#existed) removeEmpty(this.path);
  }

  #plan(): { readonly key: string; readonly parameters: RunParameters } | null {
    const path = join(this.path, PLAN);
    if (!existsSync(path)) return null;
    const plan = parsePlan(path);
    if (plan !== null) return plan;
    throw new ConflictError(`${path}: is not a plan of metasparse; choose another --out`, {
      file: path,
      field: 'out',
    });
  }

  /** A run that was killed before its plan was written has left folders without a result, and they may stay. */
  #refuseForeign(): void {
    const names = filesIn(this.path).filter(
      (name) => !name.endsWith('.tmp') && !(this.#folders.includes(name) && this.#holdsNoResult(name)),
    );
    if (names.length > 0)
      throw new ConflictError(
        `${this.path}: holds other files (${names.slice(0, 3).join(', ')}); choose an empty or new folder for --out`,
        { file: this.path, field: 'out', hint: 'choose another folder' },
      );
  }

  #holdsNoResult(name: string): boolean {
    return filesIn(this.file(name)).every((file) => file.endsWith('.tmp') || file.startsWith(LOCK));
  }

  #removeTemporaries(): void {
    for (const folder of [this.path, ...this.#folders.map((name) => join(this.path, name))])
      for (const name of filesIn(folder))
        if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
}

/** Names in a folder; none where it does not exist. Throws ConflictError where a file has its place. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOTDIR') throw unwritable(error, folder);
    throw new ConflictError(`${folder}: is a file; choose a new folder for --out`, {
      file: folder,
      field: 'out',
    });
  }
}

function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function parsePlan(path: string): { readonly key: string; readonly parameters: RunParameters } | null {
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
  if (typeof plan !== 'object' || plan === null || !('key' in plan) || !('parameters' in plan)) return null;
  const { key, parameters } = plan;
  if (typeof key !== 'string' || typeof parameters !== 'object' || parameters === null) return null;
  return { key, parameters: { ...parameters } };
}

/** Says why a folder cannot be written, in the domain's words. */
function unwritable(error: unknown, path: string): unknown {
  const explained = asDiskError(error, path);
  if (explained instanceof DomainError) return explained;
  const reason = error instanceof Error ? error.message : String(error);
  return new InvalidArgumentError(`${path}: cannot be written (${reason}); choose another --out`, {
    file: path,
    field: 'out',
    cause: error,
  });
}

function heldAlready(path: string): ConflictError {
  return new ConflictError(
    `${path}: holds this run already; add --resume to go on with it, or choose another --out`,
    {
      file: path,
      field: 'out',
      hint: 'the same command with --resume',
    },
  );
}

function anotherRun(path: string, held: RunParameters, wanted: RunParameters): ConflictError {
  const names = [...new Set([...Object.keys(held), ...Object.keys(wanted)])];
  const differing = names.filter(
    (name) => canonicalJson(held[name] ?? null) !== canonicalJson(wanted[name] ?? null),
  );
  const shown = differing
    .slice(0, 5)
    .map((name) => `${name} is ${JSON.stringify(held[name])} there, ${JSON.stringify(wanted[name])} here`);
  return new ConflictError(
    `${path}: holds the results of another run: ${shown.join('; ')}; choose another --out`,
    {
      file: path,
      field: 'out',
      hint: 'choose another folder, or repeat the command with the settings of the run that is there',
    },
  );
}
