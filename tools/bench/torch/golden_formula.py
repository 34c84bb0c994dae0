"""Weights from the formula of the golden values: a counter hash, so that every implementation starts from the same net."""

import math

import torch

BIAS_SCALE = 0.01
WORD = 0xFFFFFFFF


def mix(x):
    x = x ^ (x >> 16)
    x = (x * 0x21F0AAAD) & WORD
    x = x ^ (x >> 15)
    x = (x * 0x735A2D97) & WORD
    return x ^ (x >> 15)


def formula_values(stream, count, salt):
    """v(stream, 0..count-1) in [-1, 1), exact in float32."""
    key = mix((0x9E3779B9 * (stream + 1) + salt) & WORD)
    hashed = mix((mix(torch.arange(count, dtype=torch.int64)) + key) & WORD)
    return ((hashed >> 8) - 2**23).float() / 2**23


@torch.no_grad()
def set_formula_weights(net, salt):
    """Layer l takes stream 2l for its weight and 2l + 1 for its bias."""
    for index, (_, conv) in enumerate(net.layers()):
        outputs, inputs, height, width = conv.weight.shape
        scale = torch.tensor(math.sqrt(6 / ((inputs + outputs) * height * width)), dtype=torch.float32)
        conv.weight.copy_((formula_values(2 * index, conv.weight.numel(), salt) * scale).view_as(conv.weight))
        if conv.bias is not None:
            conv.bias.copy_(formula_values(2 * index + 1, outputs, salt) * torch.tensor(BIAS_SCALE))
