"""The three measured configurations and random batches of the right form for them."""

from dataclasses import dataclass, field, replace

import torch

from task_losses import MISSING, LossRules

BGR_MEAN = (104.00698793, 116.66876762, 122.67891434)
UNLABELLED_SHARE = 0.1


@dataclass(frozen=True)
class Configuration:
    images: int
    crop: tuple[int, int]
    classes: dict[str, int]
    lambdas: dict[str, float]
    whole: tuple[int, int]
    rules: LossRules = field(default_factory=LossRules)
    raw_normals: bool = False
    weighted_seg: bool = False

    def as_whole_image(self):
        return replace(self, images=1, crop=self.whole)


CONFIGURATIONS = {
    "nyuv2": Configuration(
        2, (321, 321), {"seg": 40, "sn": 3, "depth": 1}, {"seg": 1, "sn": 20, "depth": 3}, (480, 640), raw_normals=True
    ),
    "cityscapes": Configuration(
        4, (224, 224), {"seg": 19, "depth": 1}, {"seg": 1, "depth": 20}, (256, 512), LossRules(seg_ignore=-1)
    ),
    "taskonomy5": Configuration(
        4,
        (224, 224),
        {"seg": 17, "sn": 3, "depth": 1, "keypoint": 1, "edge": 1},
        {"seg": 1, "sn": 3, "depth": 2, "keypoint": 7, "edge": 7},
        (256, 256),
        LossRules(depth_has_mask=True),
        weighted_seg=True,
    ),
}


def random_batch(config, seed):
    """An image tensor [images, 3, crop, crop] (BGR minus mean) and the labels its tasks need."""
    draw = Draw(config, torch.Generator().manual_seed(seed))
    image = draw.uniform(3, 0, 255).floor() - torch.tensor(BGR_MEAN).view(1, 3, 1, 1)
    return image, {name: label for task in config.classes for name, label in labels_of(task, config, draw).items()}


def labels_of(task, config, draw):
    if task == "seg":
        return seg_labels(config, draw)
    if task == "sn":
        low, high = (0, 250) if config.raw_normals else (-1, 1)
        return {"normal": draw.with_gaps(draw.uniform(3, low, high), MISSING)}
    if task == "depth":
        return depth_labels(config, draw)
    return {task: draw.with_gaps(draw.uniform(1, -1, 1), MISSING)}


def seg_labels(config, draw):
    classes = config.classes["seg"]
    labels = {"seg": draw.with_gaps(draw.uniform(1, 0, classes).floor(), config.rules.seg_ignore)}
    if config.weighted_seg:
        labels["class_weights"] = 0.5 + torch.rand(classes, generator=draw.generator)
    return labels


def depth_labels(config, draw):
    if not config.rules.depth_has_mask:
        return {"depth": draw.with_gaps(draw.uniform(1, 0.5, 10), 0)}
    mask = draw.with_gaps(torch.ones(draw.shape(1)), 0)
    return {"depth": draw.with_gaps(draw.uniform(1, 0, 1), MISSING), "depth_mask": mask}


@dataclass(frozen=True)
class Draw:
    config: Configuration
    generator: torch.Generator

    def shape(self, channels):
        return (self.config.images, channels, *self.config.crop)

    def uniform(self, channels, low, high):
        return low + (high - low) * torch.rand(self.shape(channels), generator=self.generator)

    def with_gaps(self, label, missing):
        """Marks a tenth of the pixels as unlabelled, in all channels."""
        gap = torch.rand(self.shape(1), generator=self.generator) < UNLABELLED_SHARE
        return torch.where(gap, torch.tensor(float(missing)), label)
