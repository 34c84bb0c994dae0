"""Lets PyTorch's CUDA build run on a machine without CUDA, and without the gigabytes of CUDA packages it asks for.

The Linux wheel is linked against a dozen CUDA libraries, so that not even `import torch` works without them,
although nothing on the CPU path calls them. For each library that is asked for and not there, a small one is compiled that
has the wanted symbols; every function returns 100, which is CUDA's "no device detected".
"""

import re
import subprocess
from collections import defaultdict

CUDA_LIBRARY = re.compile(r"lib(cu|nv|nccl)")
CUDA_SYMBOL = re.compile(r"(cu|nccl|nv)")
DRIVER = "libcuda.so.1"
NO_DEVICE = 100


def add_stubs(folder):
    """Compiles the missing libraries into `folder` (torch/lib) and returns their names."""
    libraries = sorted(folder.glob("*.so*"))
    present = {library.name for library in libraries}
    versions = wanted_versions(libraries)
    versioned, plain = wanted_symbols(libraries)
    missing = sorted(needed(libraries) - present - {DRIVER})
    for name in missing:
        compile_stub(folder / name, {version: versioned[version] for version in versions[name]}, plain)
        plain = set()
    return missing


def needed(libraries):
    found = (re.findall(r"NEEDED.*\[(.+?)\]", output("readelf", "-dW", library)) for library in libraries)
    return {name for names in found for name in names if CUDA_LIBRARY.match(name)}


def wanted_versions(libraries):
    """Symbol versions that are asked of each library: {library: {version}}."""
    versions = defaultdict(set)
    for library in libraries:
        owner = ""
        for line in output("readelf", "-VW", library).splitlines():
            if file := re.search(r"File: (\S+)", line):
                owner = file[1]
            elif version := re.search(r"Name: (\S+)\s+Flags", line):
                versions[owner].add(version[1])
    return versions


def wanted_symbols(libraries):
    """Undefined CUDA symbols: those with a version as {version: {symbol}}, and those without that nobody defines."""
    versioned, plain, defined = defaultdict(set), set(), set()
    for library in libraries:
        for symbol in symbols(library, "--undefined-only"):
            name, _, version = symbol.partition("@")
            (versioned[version] if version else plain).add(name)
        defined |= {symbol.partition("@")[0] for symbol in symbols(library, "--defined-only")}
    return versioned, {name for name in plain - defined if CUDA_SYMBOL.match(name)}


def symbols(library, which):
    return [line.split()[-1] for line in output("nm", "-D", which, library).splitlines()]


def compile_stub(path, versioned, plain):
    names = sorted(plain.union(*versioned.values()))
    source = "".join(f"long {name}(void) {{ return {NO_DEVICE}; }}\n" for name in names)
    script = "".join(f"{version} {{ global: {'; '.join(sorted(of))}; }};\n" for version, of in versioned.items())
    command = ["cc", "-w", "-fno-builtin", "-shared", "-fPIC", f"-Wl,-soname,{path.name}", "-o", path, "-x", "c", "-"]
    if script:
        map_file = path.with_suffix(".map")
        map_file.write_text(script)
        command.append(f"-Wl,--version-script={map_file}")
    subprocess.run(command, input=source, text=True, check=True)
    if script:
        map_file.unlink()


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
