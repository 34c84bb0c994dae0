"""Unpacks the wanted parts of a wheel and prints what it wrote as JSON: the libraries with size and SHA-256.

Usage: python3 unpack.py WHEEL TARGET PREFIX...
"""

import hashlib
import json
import os
import sys
import zipfile


def unpack(wheel, target, prefixes):
    libraries = []
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or not entry.filename.startswith(prefixes):
                continue
            path = os.path.normpath(os.path.join(target, entry.filename))
            if not path.startswith(os.path.join(target, "")):
                raise ValueError("the wheel names a file outside its folder: " + entry.filename)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            digest = write(archive, entry, path)
            if ".so" in os.path.basename(path):
                libraries.append({"path": entry.filename, "bytes": entry.file_size, "sha256": digest})
    return libraries


def write(archive, entry, path):
    digest = hashlib.sha256()
    with archive.open(entry) as source, open(path, "wb") as sink:
        for block in iter(lambda: source.read(1 << 20), b""):
            digest.update(block)
            sink.write(block)
    return digest.hexdigest()


if __name__ == "__main__":
    json.dump(unpack(sys.argv[1], os.path.abspath(sys.argv[2]), tuple(sys.argv[3:])), sys.stdout)
