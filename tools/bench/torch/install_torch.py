"""Installs PyTorch for the benchmark into one folder, on Linux x86_64, without its CUDA packages.

    python install_torch.py --target DIR

Needs pip (any source of packages it is set up for), a C compiler and binutils. Downloads 540 MB, keeps 1.1 GB. The
folder appears only when everything in it works; it is used by putting it on PYTHONPATH.
"""

import argparse
import contextlib
import errno
import fcntl
import json
import platform
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from cuda_stubs import add_stubs

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
PYTHONS = ((3, 11), (3, 14))
TOOLS = ("cc", "nm", "readelf")
FREE_BYTES = 3 * 2**30
LEFT_OUT = ("torch/include/", "torch/share/", "torch/bin/", "torch/lib/libtorch_cuda_linalg.so")
KEPT = ("torch/bin/torch_shm_manager",)
TRIAL = """
import json, torch
x = torch.randn(1, 3, 16, 16, requires_grad=True)
torch.nn.functional.conv2d(x, torch.randn(4, 3, 3, 3)).sum().backward()
print(json.dumps({"torch": torch.__version__, "onednn": torch.backends.mkldnn.is_available()}))
"""
NO_PACKAGES, UNSUPPORTED, EXHAUSTED, STOPPED = 4, 6, 7, 130


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=Path, required=True)
    target = parser.parse_args().target
    target.parent.mkdir(parents=True, exist_ok=True)
    with only_one(target.with_name(target.name + ".lock")):
        if not (target / "INSTALLED.json").exists():
            check_machine()
            check_disk(target.parent)
            install(target)
    print(f"PyTorch is in {target}.")


@contextlib.contextmanager
def only_one(lock):
    """Waits while another process installs; the lock ends with its holder, however that ends."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(target):
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    try:
        fill(partial)
        partial.rename(target)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        stop(EXHAUSTED, f"the disk of {target} is full")
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def fill(folder):
    wheels = folder / "wheels"
    download(wheels)
    print("Unpacking, without headers and CUDA extras.", flush=True)
    names = [unpack(wheel, folder) for wheel in sorted(wheels.glob("*.whl"))]
    shutil.rmtree(wheels)
    print("Compiling stand-ins for the CUDA libraries the wheel is linked against.", flush=True)
    stubs = add_stubs(folder / "torch" / "lib")
    print("Trying a convolution forward and backward.", flush=True)
    facts = {**trial(folder), "wheels": names, "cudaStubs": stubs, "leftOut": LEFT_OUT}
    (folder / "INSTALLED.json").write_text(json.dumps(facts, indent=2) + "\n")


def check_machine():
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        stop(UNSUPPORTED, f"PyTorch is installed for Linux x86_64 only, and this is {platform.system()} {platform.machine()}")
    if not PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        stop(UNSUPPORTED, f"{sys.executable} is Python {platform.python_version()}, and PyTorch 2.15 needs 3.11 to 3.14")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        stop(UNSUPPORTED, f"{', '.join(missing)} not found: install a C compiler and binutils (Debian: apt-get install gcc)")
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        stop(UNSUPPORTED, f"{sys.executable} has no pip (Debian: apt-get install python3-pip)")


def check_disk(folder):
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        stop(EXHAUSTED, f"{folder} has {free / 2**30:.1f} GiB free, and PyTorch needs {FREE_BYTES / 2**30:.0f} GiB while it is installed")


def download(folder):
    print("Downloading PyTorch 2.15.0 (540 MB, pinned by hash).", flush=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    command += ["--disable-pip-version-check", "--dest", str(folder), "--requirement", str(REQUIREMENTS)]
    if subprocess.run(command).returncode != 0:
        stop(NO_PACKAGES, "pip could not get PyTorch; what it said is above")


def unpack(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        wanted = [n for n in archive.namelist() if not n.startswith(LEFT_OUT) or n in KEPT]
        archive.extractall(folder, wanted)
    for name in KEPT:
        if name in wanted:
            (folder / name).chmod(0o755)
    return wheel.name


def trial(folder):
    environment = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", TRIAL], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        stop(UNSUPPORTED, f"the installed PyTorch does not run here: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


def stop(code, sentence):
    print(f"{sentence}.", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop(STOPPED, "Stopped; nothing was installed")
