/** A set-up that cannot go on: one sentence on what is wrong, one on what to do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what is wrong, with the value and the bound
   * @param {{ advice?: string, exitCode?: number, cause?: unknown }} [options]
   *   exitCode as in docs/exit-codes.md: 6 unsupported (the default), 7 resource exhausted, 3 invalid data
   */
  constructor(message, { advice = '', exitCode = 6, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SetupError';
    this.advice = advice;
    this.exitCode = exitCode;
  }
}
