import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Clock ticks of /proc/<pid>/stat a second; fixed by the Linux ABI for programs. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 200;

/**
 * Watches how much of the machine is busy with anything but one process while that runs: a measurement taken beside
 * other work says little. Start it with the process' number; `stop` gives the share of all cores, 0 to 1, or
 * undefined where the system does not tell (not Linux).
 */
export class OtherWork {
  private readonly busyBefore = busyTimes();
  private ownSeconds: number | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(pids: readonly number[]) {
    const sample = (): void => void this.sample(pids);
    sample();
    this.timer = setInterval(sample, SAMPLE_MS);
    this.timer.unref();
  }

  stop(): number | undefined {
    clearInterval(this.timer);
    const now = busyTimes();
    const total = now.total - this.busyBefore.total;
    if (this.ownSeconds === undefined || total <= 0) return undefined;
    return Math.max(0, (now.busy - this.busyBefore.busy - this.ownSeconds) / total);
  }

  private async sample(pids: readonly number[]): Promise<void> {
    const seconds = await Promise.all(pids.map(cpuSeconds));
    const known = seconds.filter((value) => value !== undefined);
    if (known.length === pids.length) this.ownSeconds = known.reduce((sum, value) => sum + value, 0);
  }
}

/** CPU seconds of all cores together since the machine started. */
function busyTimes(): { readonly busy: number; readonly total: number } {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const working = times.user + times.nice + times.sys + times.irq;
    busy += working / 1000;
    total += (working + times.idle) / 1000;
  }
  return { busy, total };
}

/** User and system seconds of a process, or undefined when it is gone. */
async function cpuSeconds(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  return user === undefined || system === undefined
    ? undefined
    : (Number(user) + Number(system)) / TICKS_PER_SECOND;
}
