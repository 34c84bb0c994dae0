import { collect } from '../console/command.mjs';
import { SetupError } from '../setup-error.mjs';

/** TensorFlow's wheels are tagged manylinux_2_27. */
export const MINIMUM_GLIBC = '2.27';
export const MINIMUM_NODE = '20.19.0';

/** @typedef {{ platform: string, arch: string, glibc: string | undefined, node: string }} Platform */

/** @returns {Promise<Platform>} `glibc` is undefined on systems with another C library (Alpine) */
export async function thisPlatform() {
  const { output } = await collect('getconf', ['GNU_LIBC_VERSION'], { timeoutMs: 10_000 });
  const glibc = /^glibc (\S+)/.exec(output)?.[1];
  return { platform: process.platform, arch: process.arch, glibc, node: process.versions.node };
}

/** @param {Platform} platform @returns {string | undefined} why TensorFlow cannot run here, or undefined when it can */
export function unsupportedReason({ platform, arch, glibc }) {
  if (platform !== 'linux' || arch !== 'x64')
    return `TensorFlow's C library is taken from a Linux x86-64 wheel, and this machine is ${platform} ${arch}.`;
  if (glibc === undefined || !atLeast(glibc, MINIMUM_GLIBC))
    return `TensorFlow needs glibc ${MINIMUM_GLIBC} or later, and this system has ${glibc ?? 'another C library'}.`;
  return undefined;
}

/** Throws a SetupError unless this machine can run TensorFlow at all. */
export async function requirePlatform() {
  const reason = unsupportedReason(await thisPlatform());
  if (reason === undefined) return;
  throw new SetupError(reason, {
    advice:
      'Use a Linux x86-64 machine, virtual machine or container (Debian 11, Ubuntu 20.04, Fedora 28 or later).',
  });
}

/** Throws a SetupError when Node is too old. */
export function requireNode(version = process.versions.node) {
  if (atLeast(version, MINIMUM_NODE)) return;
  throw new SetupError(`Node ${MINIMUM_NODE} or later is needed, and this is Node ${version}.`, {
    advice: 'Install a current Node from https://nodejs.org, or with nvm: nvm install 22',
  });
}

/** Compares dotted numbers. @param {string} version @param {string} minimum @returns {boolean} */
export function atLeast(version, minimum) {
  const left = version.split('.').map(Number);
  const right = minimum.split('.').map(Number);
  for (const [at, bound] of right.entries()) {
    const value = left[at] ?? 0;
    if (value !== bound) return value > bound;
  }
  return true;
}
