import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../src/tensorflow/wheels.mjs';

const FILE = 'tinyflow-1.0-cp311-cp311-manylinux_2_27_x86_64.whl';

/** Writes a zip with the parts of a wheel that pip looks at, and `payload` random bytes as the library. */
const MAKE = `
import os, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("tensorflow/libtensorflow_cc.so.2", os.urandom(int(sys.argv[2])))
    z.writestr("tensorflow/libtensorflow_framework.so.2", b"framework")
    z.writestr("tensorflow/include/c_api.h", b"header")
    z.writestr("tensorflow/python/unwanted.py", b"unwanted")
    z.writestr("tinyflow-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tinyflow\\nVersion: 1.0\\n")
    z.writestr("tinyflow-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: cp311-cp311-manylinux_2_27_x86_64\\n")
    z.writestr("tinyflow-1.0.dist-info/RECORD", "")
`;

export interface TinyIndex {
  readonly runtime: Runtime;
  readonly wheelPath: string;
  /** Environment in which pip finds the wheel and nothing else. */
  readonly env: NodeJS.ProcessEnv;
}

/** A TensorFlow of a few bytes, served to the real pip from a folder. */
export async function tinyIndex(folder: string, payloadBytes = 1000): Promise<TinyIndex> {
  await mkdir(folder, { recursive: true });
  const wheelPath = join(folder, FILE);
  execFileSync('python3', ['-c', MAKE, wheelPath, String(payloadBytes)]);
  const content = await readFile(wheelPath);
  const wheel = {
    requirement: 'tinyflow==1.0',
    file: FILE,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    keep: ['tensorflow/libtensorflow', 'tensorflow/include/'],
  };
  const env = { ...process.env, PIP_CONFIG_FILE: '/dev/null', PIP_NO_INDEX: '1', PIP_FIND_LINKS: folder };
  return {
    runtime: { name: 'tinyflow-1.0', device: 'cpu', unpackedBytes: 10_000, wheels: [wheel] },
    wheelPath,
    env,
  };
}
