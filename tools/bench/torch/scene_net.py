"""SceneNet as published: a dilated ResNet-34-like backbone and one four-branch head per task.

Layers carry the names and the order of the reference, so that weight number l means the same layer everywhere:
conv1, the 32 block convolutions, the 3 shortcuts, then 12 convolutions per head.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

BLOCKS_PER_SEGMENT = (3, 4, 6, 3)
SEGMENT_STRIDES = (1, 2, 1, 1)
SEGMENT_DILATIONS = (1, 1, 2, 4)
HEAD_RATES = (6, 12, 18, 24)
DROPOUT = 0.5


@dataclass(frozen=True)
class Widths:
    """Channels of the stem (equal to the first segment), of the four segments, and of the hidden layers of a head."""

    segments: tuple[int, int, int, int]
    head: int


FULL = Widths((64, 128, 256, 512), 1024)
NARROW = Widths((8, 16, 32, 64), 128)


class Conv(nn.Conv2d):
    """A convolution whose weight is multiplied by `weight_mask` where one is set."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.register_parameter("weight_mask", None)

    def forward(self, x):
        weight = self.weight if self.weight_mask is None else self.weight * self.weight_mask
        return self._conv_forward(x, weight, self.bias)


def conv3x3(inputs, outputs, stride=1, dilation=1, bias=False):
    return Conv(inputs, outputs, 3, stride, padding=dilation, dilation=dilation, bias=bias)


class Block(nn.Module):
    """conv-BN-ReLU-conv-BN; the residual is added by the backbone."""

    def __init__(self, inputs, outputs, stride, dilation):
        super().__init__()
        self.conv1 = conv3x3(inputs, outputs, stride, dilation)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = conv3x3(outputs, outputs, 1, dilation)
        self.bn2 = nn.BatchNorm2d(outputs)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return self.bn2(self.conv2(x))


class Backbone(nn.Module):
    """[batch, 3, height, width] -> [batch, channels of the last segment, height / 8, width / 8], sizes rounded up."""

    def __init__(self, widths):
        super().__init__()
        inputs = widths.segments[0]
        self.conv1 = Conv(3, inputs, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.blocks = nn.ModuleList()
        self.ds = nn.ModuleList()
        for segment, outputs in enumerate(widths.segments):
            stride, dilation = SEGMENT_STRIDES[segment], SEGMENT_DILATIONS[segment]
            self.blocks.append(segment_blocks(inputs, outputs, stride, dilation, BLOCKS_PER_SEGMENT[segment]))
            self.ds.append(nn.Identity() if segment == 0 else shortcut(inputs, outputs, stride))
            inputs = outputs

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        x = F.max_pool2d(x, 3, stride=2, padding=1, ceil_mode=True)
        for blocks, ds in zip(self.blocks, self.ds):
            for index, block in enumerate(blocks):
                residual = ds(x) if index == 0 else x
                x = F.relu(residual + block(x), inplace=True)
        return x


def segment_blocks(inputs, outputs, stride, dilation, count):
    first = Block(inputs, outputs, stride, dilation)
    return nn.ModuleList([first, *(Block(outputs, outputs, 1, dilation) for _ in range(count - 1))])


def shortcut(inputs, outputs, stride):
    return nn.Sequential(Conv(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class Branch(nn.Module):
    """One dilation rate of a head: conv3x3, conv1x1, conv1x1, with ReLU and dropout between them."""

    def __init__(self, inputs, hidden, classes, rate, dropout):
        super().__init__()
        self.conv1 = conv3x3(inputs, hidden, dilation=rate, bias=True)
        self.conv2 = Conv(hidden, hidden, 1)
        self.conv3 = Conv(hidden, classes, 1)
        self.dropout = dropout

    def forward(self, x):
        for conv in (self.conv1, self.conv2):
            x = F.relu(conv(x), inplace=True)
            if self.dropout > 0:
                x = F.dropout(x, self.dropout, self.training)
        return self.conv3(x)


class Head(nn.Module):
    """The sum of four branches; [batch, classes, h, w] at the resolution of the backbone."""

    def __init__(self, inputs, hidden, classes, dropout):
        super().__init__()
        self.branches = nn.ModuleList(Branch(inputs, hidden, classes, rate, dropout) for rate in HEAD_RATES)

    def forward(self, x):
        return sum(branch(x) for branch in self.branches)


class SceneNet(nn.Module):
    """`classes` names each task's number of output channels, in head order."""

    def __init__(self, classes, widths=FULL, dropout=DROPOUT):
        super().__init__()
        self.backbone = Backbone(widths)
        last = widths.segments[-1]
        self.heads = nn.ModuleDict({task: Head(last, widths.head, n, dropout) for task, n in classes.items()})

    def forward(self, x):
        features = self.backbone(x)
        return {task: head(features) for task, head in self.heads.items()}

    def backbone_layers(self):
        """The 36 (name, conv) pairs of the backbone; shortcuts come last, as the module tree has them."""
        return [(f"backbone.{name}", conv) for name, conv in named_convs(self.backbone)]

    def head_layers(self, task):
        """The 12 (name, conv) pairs of one head, branch by branch."""
        number = list(self.heads).index(task) + 1
        renamed = lambda name: name.replace("branches.", f"task{number}_fc1_c")
        return [(renamed(name), conv) for name, conv in named_convs(self.heads[task])]

    def layers(self):
        return self.backbone_layers() + [layer for task in self.heads for layer in self.head_layers(task)]


def named_convs(module):
    return [(name, child) for name, child in module.named_modules() if isinstance(child, Conv)]


@torch.no_grad()
def draw_xavier(net):
    """Draws every convolution weight anew from a normal of std sqrt(2 / (fan_in + fan_out)); biases stay."""
    for _, conv in net.layers():
        nn.init.xavier_normal_(conv.weight)
