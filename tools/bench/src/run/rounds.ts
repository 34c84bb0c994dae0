import { commandOf, type Load, type Programs } from '../subjects/commands.js';
import { SUBJECTS, type Subject, type SubjectId } from '../subjects/subjects.js';
import { median } from '../result/spread.js';
import { runToEnd } from './child.js';
import { parseMeasurement, type Measurement } from './measurement.js';
import { OtherWork } from './other-work.js';

/** A measurement with what else the machine did meanwhile. */
export interface RoundMeasurement extends Measurement {
  readonly round: number;
  /** Share of all cores that other processes kept busy, 0 to 1. */
  readonly otherWorkShare: number | undefined;
}

export type Measurements = Readonly<Partial<Record<SubjectId, readonly RoundMeasurement[]>>>;

export interface RoundsOptions {
  readonly subjects: readonly SubjectId[];
  readonly rounds: number;
  readonly load: Load;
  readonly programs: Programs;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Measures the subjects in turn, A B C, A B C, ..., each in a process of its own: drift of the machine meets all alike. */
export async function measureRounds(options: RoundsOptions): Promise<Measurements> {
  const found: Partial<Record<SubjectId, RoundMeasurement[]>> = {};
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const id of options.subjects) {
      const measured = await measureOnce(SUBJECTS[id], round, options);
      (found[id] ??= []).push(measured);
    }
  }
  return found;
}

async function measureOnce(
  subject: Subject,
  round: number,
  options: RoundsOptions,
): Promise<RoundMeasurement> {
  const command = commandOf(subject, options.load, options.programs);
  let others: OtherWork | undefined;
  try {
    const { stdout } = await runToEnd(command, options.signal, (pid) => (others = new OtherWork([pid])));
    const measurement = parseMeasurement(stdout, subject.label);
    const otherWorkShare = others?.stop();
    options.say(progressLine(subject, round, options, measurement, otherWorkShare));
    return { ...measurement, round, otherWorkShare };
  } finally {
    others?.stop();
  }
}

function progressLine(
  subject: Subject,
  round: number,
  { rounds, load }: RoundsOptions,
  { secondsPerBatch }: Measurement,
  share: number | undefined,
): string {
  const noise = share === undefined ? '' : `, other work ${(share * 100).toFixed(0)} %`;
  const seconds = median(secondsPerBatch).toFixed(2);
  return `${load.config}, round ${String(round)} of ${String(rounds)}: ${subject.label}: ${seconds} s a ${load.unit}${noise}`;
}
