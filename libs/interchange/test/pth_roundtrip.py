"""Loads a .pth of ours into the published net as strictly as PyTorch can, and saves what the net then holds.

    python pth_roundtrip.py FILE OUT --classes 40,3,1 --widths 8,16,32,64,128 [--pruned] [--prefix module.]

PYTHONPATH has PyTorch and the folder of scene_net.py. Writes into OUT: zip.pth and legacy.pth (both formats),
wrapped.pth (a training checkpoint around DataParallel's names), half.pth, and predictions.pth: an image and the net's
outputs for it in evaluation mode.
"""

import argparse
from pathlib import Path

import scene_net
import torch
from torch import nn
from torch.nn.utils import prune

# torch.nn.utils.prune registers `weight_mask` itself, which scene_net's own convolution has taken.
scene_net.Conv = nn.Conv2d


class OriginalNames(nn.Module):
    """SceneNet with the module names of the published code."""

    def __init__(self, classes, widths):
        super().__init__()
        self.backbone = scene_net.Backbone(widths)
        self.heads = []
        for task, outputs in enumerate(classes, start=1):
            names = [f"task{task}_fc1_c{branch}" for branch in range(len(scene_net.HEAD_RATES))]
            for name, rate in zip(names, scene_net.HEAD_RATES):
                inputs = widths.segments[-1]
                self.add_module(name, scene_net.Branch(inputs, widths.head, outputs, rate, scene_net.DROPOUT))
            self.heads.append(names)

    def forward(self, x):
        features = self.backbone(x)
        return [sum(getattr(self, name)(features) for name in names) for names in self.heads]


def main():
    options = read_options()
    *segments, head = (int(width) for width in options.widths.split(","))
    net = OriginalNames([int(n) for n in options.classes.split(",")], scene_net.Widths(tuple(segments), head))
    if options.pruned:
        for module in list(net.modules()):
            if isinstance(module, nn.Conv2d):
                prune.identity(module, "weight")
    state = torch.load(options.file, weights_only=True)
    assert all(name.startswith(options.prefix) for name in state)
    unwrapped = {name[len(options.prefix):]: value for name, value in state.items()}
    assert list(unwrapped) == list(net.state_dict()), "names or their order differ"
    net.load_state_dict(unwrapped, strict=True)
    save(net, options.out, image(options.size))


def save(net, out, x):
    out.mkdir(parents=True, exist_ok=True)
    state = net.state_dict()
    torch.save(state, out / "zip.pth")
    torch.save(state, out / "legacy.pth", _use_new_zipfile_serialization=False)
    wrapped = {"module." + name: value for name, value in state.items()}
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-4)
    torch.save({"epoch": 7, "state_dict": wrapped, "optimizer": optimizer.state_dict()}, out / "wrapped.pth")
    torch.save({name: value.half() for name, value in state.items()}, out / "half.pth")
    net.eval()
    with torch.no_grad():
        outputs = {f"task{i}": y for i, y in enumerate(net(x), start=1)}
    torch.save({"image": x, **outputs}, out / "predictions.pth")


def image(size):
    """Two pictures of 0..255 minus about the mean, from a seed."""
    height, width = (int(n) for n in size.split("x"))
    return torch.rand(2, 3, height, width, generator=torch.Generator().manual_seed(1)) * 255 - 114


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--classes", required=True)
    parser.add_argument("--widths", required=True)
    parser.add_argument("--size", default="65x81")
    parser.add_argument("--prefix", default="")
    parser.add_argument("--pruned", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
