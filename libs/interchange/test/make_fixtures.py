"""Writes the small checkpoints in fixtures/ with PyTorch: python make_fixtures.py (torch 2.15 on PYTHONPATH).

Element i of a float tensor is i / 8, so that every value is exact in every type and a test can name it.
"""

from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import prune

FOLDER = Path(__file__).parent / "fixtures"


def counted(*shape, dtype=torch.float32):
    return (torch.arange(torch.Size(shape).numel(), dtype=torch.float32) / 8).reshape(shape).to(dtype)


@torch.no_grad()
def small_net():
    net = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3))
    for value in (*net.parameters(), net[1].running_mean, net[1].running_var):
        value.copy_(counted(*value.shape))
    net[1].num_batches_tracked.fill_(2**40 + 1)
    return net


def training(net):
    """A whole training checkpoint of a wrapped net, with a step of Adam behind it."""
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    net(torch.ones(1, 2, 4, 4)).sum().backward()
    optimizer.step()
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 4000, 0.5)
    wrapped = {"module." + name: value for name, value in small_net().state_dict().items()}
    others = {"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
    return {"epoch": 3, "best": 0.5, "size": torch.Size([4, 4]), "tags": {"a", "b"}, "model": wrapped, **others}


def views():
    base = counted(4, 6)
    return {
        "transposed": base.t(),
        "column": base[:, 2],
        "corner": base[1:3, 2:5],
        "channels_last": counted(2, 3, 2, 2).to(memory_format=torch.channels_last),
        "parameter": nn.Parameter(counted(3)),
        "scalar": torch.tensor(7.0),
        "empty": torch.empty(0, 3),
    }


def types():
    floats = {str(t): counted(5, dtype=t) for t in (torch.float64, torch.float16, torch.bfloat16)}
    integers = (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)
    whole = {str(t): torch.arange(5).to(t) for t in integers}
    return {**floats, **whole, "torch.bool": torch.tensor([True, False, True])}


def pruned():
    net = small_net()
    prune.custom_from_mask(net[0], "weight", (torch.arange(54) % 3 == 0).float().reshape(3, 2, 3, 3))
    return net.state_dict()


def main():
    FOLDER.mkdir(exist_ok=True)
    small = small_net().state_dict()
    torch.save(small, FOLDER / "zip.pth")
    torch.save(small, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(small, FOLDER / "protocol4.pth", pickle_protocol=4)
    torch.save(training(small_net()), FOLDER / "training.pth")
    torch.save(training(small_net()), FOLDER / "training-legacy.pth", _use_new_zipfile_serialization=False)
    torch.save(views(), FOLDER / "views.pth")
    torch.save(types(), FOLDER / "types.pth")
    torch.save(pruned(), FOLDER / "pruned.pth")
    torch.save(small_net(), FOLDER / "whole-module.pth")


if __name__ == "__main__":
    main()
