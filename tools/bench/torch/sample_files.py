"""Reads the few file forms of the NYUv2 samples with the standard library alone: 8-bit PNG and float32 npy."""

import ast
import struct
import zlib
from pathlib import Path

import torch

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS_OF_COLOR_TYPE = {0: 1, 2: 3}


def read_png(path):
    """[channels, height, width] float tensor, RGB or grey, of an 8-bit PNG that is not interlaced."""
    header, body = png_chunks(Path(path).read_bytes(), path)
    width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if depth != 8 or interlaced or color not in CHANNELS_OF_COLOR_TYPE:
        raise ValueError(f"{path}: only 8-bit grey or RGB without interlacing, not depth {depth}, colour type {color}")
    channels = CHANNELS_OF_COLOR_TYPE[color]
    pixels = unfilter(zlib.decompress(body), height, width * channels, channels)
    return torch.frombuffer(pixels, dtype=torch.uint8).view(height, width, channels).permute(2, 0, 1).float()


def png_chunks(data, path):
    if not data.startswith(PNG_SIGNATURE):
        raise ValueError(f"{path} is not a PNG file")
    at, header, body = len(PNG_SIGNATURE), b"", b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        header = content if kind == b"IHDR" else header
        body += content if kind == b"IDAT" else b""
        at += length + 12
    return header, body


def unfilter(raw, height, stride, step):
    """Undoes the PNG row filters; `step` is the number of bytes of a pixel."""
    rows, above = bytearray(), bytes(stride)
    for row in range(height):
        start = row * (stride + 1)
        above = unfilter_row(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, step)
        rows += above
    return rows


def unfilter_row(kind, line, above, step):
    for i in range(len(line) if kind else 0):
        left = line[i - step] if i >= step else 0
        if kind == 1:
            predicted = left
        elif kind == 2:
            predicted = above[i]
        elif kind == 3:
            predicted = (left + above[i]) // 2
        else:
            predicted = paeth(left, above[i], above[i - step] if i >= step else 0)
        line[i] = (line[i] + predicted) & 255
    return line


def paeth(left, above, corner):
    estimate = left + above - corner
    to_left, to_above, to_corner = abs(estimate - left), abs(estimate - above), abs(estimate - corner)
    if to_left <= to_above and to_left <= to_corner:
        return left
    return above if to_above <= to_corner else corner


def read_npy(path):
    """The float32 array of an npy file of version 1, in C or Fortran order."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack_from("<H", data, 8)
    header = ast.literal_eval(data[10 : 10 + length].decode())
    if header["descr"] != "<f4":
        raise ValueError(f"{path} holds {header['descr']}, not <f4")
    values = torch.frombuffer(bytearray(data[10 + length :]), dtype=torch.float32)
    if header["fortran_order"]:
        return values.view(header["shape"][::-1]).permute(*reversed(range(len(header["shape"]))))
    return values.view(header["shape"])
