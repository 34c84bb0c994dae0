import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256, writeFileAtomically } from '@metasparse/artifacts';
import { ConflictError } from '@metasparse/contracts';

const PLAN = 'plan.json';
const LOCK = 'lock';
const FOLDERS = ['work', 'saliency', 'masks'] as const;

/** What decides the results of a run, as plain JSON. */
export type RunParameters = Readonly<Record<string, unknown>>;

/**
 * A run's folder. While it works, `work/` holds its plan, a lock and the sums so far; the plan stays and tells a
 * second start whether the folder is its own.
 */
export class RunFolder {
  readonly path: string;
  readonly work: string;

  private constructor(path: string) {
    this.path = path;
    this.work = join(path, 'work');
  }

  /**
   * Takes the folder for a run with these parameters. Throws ConflictError where it holds something else, another
   * run's results, or a run that is going on.
   */
  static async claim(path: string, parameters: RunParameters): Promise<RunFolder> {
    const folder = new RunFolder(path);
    const key = sha256(canonicalJson(parameters));
    const held = folder.#plan();
    if (held === null) folder.#refuseForeign();
    else if (held.key !== key) throw anotherRun(path, held.parameters, parameters);
    for (const name of FOLDERS) mkdirSync(join(path, name), { recursive: true });
    folder.#lock();
    if (held === null)
      await writeFileAtomically(join(path, PLAN), `${JSON.stringify({ key, parameters }, null, 2)}\n`);
    folder.#removeTemporaries();
    return folder;
  }

  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** The sum over all blocks of a seed so far; whole when the run is done. */
  totalPath(seed: number): string {
    return join(this.path, 'saliency', `seed-${seed}.safetensors`);
  }

  /** The sum over one block that has not joined the total yet. */
  partialPath(seed: number, block: number): string {
    return join(this.work, `seed-${seed}.block-${block}.safetensors`);
  }

  /** Lets the folder go; what is done stays. */
  release(): void {
    rmSync(join(this.work, LOCK), { force: true });
  }

  #plan(): { readonly key: string; readonly parameters: RunParameters } | null {
    const path = join(this.path, PLAN);
    if (!existsSync(path)) return null;
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as { key: string; parameters: RunParameters };
    } catch (cause) {
      throw new ConflictError(`${path}: is not a plan of metasparse; choose another --out`, {
        file: path,
        cause,
      });
    }
  }

  #refuseForeign(): void {
    if (!existsSync(this.path)) return;
    const names = readdirSync(this.path).filter((name) => name !== 'work');
    if (names.length > 0)
      throw new ConflictError(
        `${this.path}: holds other files (${names.slice(0, 3).join(', ')}); choose an empty or new folder for --out`,
        { file: this.path, field: 'out', hint: 'choose another folder' },
      );
  }

  #lock(): void {
    const path = join(this.work, LOCK);
    const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : NaN;
    if (holder > 0 && holder !== process.pid && isAlive(holder))
      throw new ConflictError(
        `${this.path}: process ${holder} is working on this run; wait for it or choose another --out`,
        {
          file: this.path,
          field: 'out',
        },
      );
    writeFileSync(path, String(process.pid));
  }

  #removeTemporaries(): void {
    for (const folder of [this.path, ...FOLDERS.map((name) => join(this.path, name))])
      for (const name of readdirSync(folder))
        if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
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
