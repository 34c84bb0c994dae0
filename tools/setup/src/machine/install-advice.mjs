import { readFileSync } from 'node:fs';

/** What a part of the machine is called in each family of distributions. */
const PACKAGES = {
  python: { debian: 'python3 python3-pip', fedora: 'python3 python3-pip' },
  compiler: { debian: 'g++', fedora: 'gcc-c++' },
};

/**
 * The command that installs a part, for the distribution at hand; for an unknown one, both.
 * @param {keyof typeof PACKAGES} part
 * @param {string} [osRelease] the text of /etc/os-release
 * @returns {string}
 */
export function installAdvice(part, osRelease = readOsRelease()) {
  const debian = `sudo apt-get install -y ${PACKAGES[part].debian}`;
  const fedora = `sudo dnf install -y ${PACKAGES[part].fedora}`;
  const family = /^ID(?:_LIKE)?=.*/gm;
  const names = (osRelease.match(family) ?? []).join(' ');
  if (/debian|ubuntu/.test(names)) return `Install it with: ${debian}`;
  if (/fedora|rhel/.test(names)) return `Install it with: ${fedora}`;
  return `Install it with: ${debian} (Debian, Ubuntu) or ${fedora} (Fedora)`;
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
