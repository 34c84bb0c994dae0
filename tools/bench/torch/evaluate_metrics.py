"""The published metrics of seg, sn and depth, image by image; predictions are resized to the label by nearest."""

import torch
from torch.nn import functional as F

ANGLES = (11.25, 22.5, 30, 45)
RATIOS = (1.25, 1.25**2, 1.25**3)
MISSING = 255
MIN_DEPTH = 3e-5


class SegMetrics:
    def __init__(self, classes):
        self.classes = classes
        self.confusion = torch.zeros(classes, classes, dtype=torch.int64)
        self.accuracies, self.errors = [], []

    def add(self, prediction, labels):
        label = labels["seg"].squeeze(1).long()
        logits = F.interpolate(prediction, size=label.shape[-2:])
        valid = (label >= 0) & (label < self.classes)
        best = logits.argmax(dim=1)[valid]
        pairs = label[valid] * self.classes + best
        self.confusion += torch.bincount(pairs, minlength=self.classes**2).view(self.classes, self.classes)
        self.accuracies.append((label[valid] == best).float().mean().item())
        self.errors.append(F.cross_entropy(logits.permute(0, 2, 3, 1)[valid], label[valid]).item())

    def results(self):
        hits = self.confusion.diag()
        counted = self.confusion.sum(0) + self.confusion.sum(1) - hits
        iou = hits[hits > 0].double() / counted[hits > 0]
        return {"mIoU": iou.mean().item(), "Pixel Acc": mean(self.accuracies), "err": mean(self.errors)}


class NormalMetrics:
    def __init__(self, _):
        self.angles = []

    def add(self, prediction, labels):
        label = labels["normal"]
        valid = label.amax(dim=1) < MISSING
        predicted = F.interpolate(prediction, size=label.shape[-2:]).permute(0, 2, 3, 1)[valid]
        cosine = F.cosine_similarity(predicted, label.permute(0, 2, 3, 1)[valid], dim=1)
        self.angles.append(torch.rad2deg(torch.acos(cosine.clamp(-1, 1))))

    def results(self):
        angles = torch.cat(self.angles)
        shares = {f"Angle {bound}": 100 * (angles <= bound).float().mean().item() for bound in ANGLES}
        return {"Angle Mean": angles.mean().item(), "Angle Median": angles.median().item(), **shares}


class DepthMetrics:
    def __init__(self, _):
        self.absolute, self.relative, self.ratios = [], [], []

    def add(self, prediction, labels):
        label = labels["depth"]
        valid = label > MIN_DEPTH
        predicted = F.interpolate(prediction, size=label.shape[-2:])[valid]
        error = (predicted - label[valid]).abs()
        self.absolute.append(error.mean().item())
        self.relative.append((error / label[valid]).mean().item())
        self.ratios.append(torch.maximum(predicted / label[valid], label[valid] / predicted))

    def results(self):
        ratios = torch.cat(self.ratios)
        shares = {f"sigma {bound:.4g}": 100 * (ratios <= bound).float().mean().item() for bound in RATIOS}
        return {"abs_err": mean(self.absolute), "rel_err": mean(self.relative), **shares}


METRICS = {"seg": SegMetrics, "sn": NormalMetrics, "depth": DepthMetrics}


def mean(values):
    return sum(values) / len(values)
