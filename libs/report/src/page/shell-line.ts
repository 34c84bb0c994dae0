const PLAIN = /^[A-Za-z0-9_./:=,@%+-]+$/;

/** A command line that a POSIX shell splits into exactly these arguments. */
export function shellLine(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

function quoted(argument: string): string {
  return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
