"""The five task losses on the low-resolution prediction; labels are resized to it (nearest), predictions are not."""

from dataclasses import dataclass

import torch
from torch.nn import functional as F

MISSING = 255
MIN_DEPTH = 3e-5


@dataclass(frozen=True)
class LossRules:
    """What differs between datasets: the ignored class and whether depth comes with a mask of its own."""

    seg_ignore: int = MISSING
    depth_has_mask: bool = False


def task_loss(task, prediction, labels, rules):
    """Mean over the pixels that carry a label. `labels` maps names to [batch, channels, height, width] float tensors."""
    resized = lambda name: F.interpolate(labels[name], size=prediction.shape[-2:])
    prediction = prediction.float()
    if task == "seg":
        return seg_loss(prediction, resized("seg"), rules.seg_ignore, labels.get("class_weights"))
    if task == "sn":
        return normal_loss(prediction, resized("normal"))
    if task == "depth":
        return depth_loss(prediction, resized("depth"), resized("depth_mask") if rules.depth_has_mask else None)
    return mean_absolute(prediction, resized(task), resized(task) != MISSING)


def seg_loss(prediction, label, ignore, class_weights):
    return F.cross_entropy(prediction, label.squeeze(1).long(), weight=class_weights, ignore_index=ignore)


def normal_loss(prediction, label):
    """1 - mean cosine over pixels whose largest label channel is below 255."""
    valid = label.amax(dim=1) < MISSING
    predicted = F.normalize(prediction, dim=1).permute(0, 2, 3, 1)[valid]
    wanted = F.normalize(label, dim=1).permute(0, 2, 3, 1)[valid]
    return 1 - F.cosine_similarity(predicted, wanted, dim=1).mean()


def depth_loss(prediction, label, mask):
    valid = label > MIN_DEPTH if mask is None else (label != MISSING) & (mask == 1)
    return mean_absolute(prediction, label, valid)


def mean_absolute(prediction, label, valid):
    return torch.abs(prediction - label)[valid].mean()
