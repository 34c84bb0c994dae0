/** METASPARSE_VERBOSE=1 adds stack traces to error messages. */
export function isVerbose(): boolean {
  return process.env.METASPARSE_VERBOSE === '1';
}
