"""The saliency of every weight, per task, summed over batches: |dL/dmask| = |w * dL/dw|. Two ways to get it."""

import torch

from scene_net import draw_xavier
from task_losses import task_loss

VARIANTS = ("reference", "channels_last", "tuned")


def prepare(variant, net):
    """The loop of a variant over a net in train mode, ready for its first batch."""
    if variant != "reference":
        net.to(memory_format=torch.channels_last)
    return SharedLoop(net) if variant == "tuned" else MaskLoop(net)


def redraw(net):
    draw_xavier(net)
    return net.train()


class MaskLoop:
    """The loop as the original runs it.

    Weights are frozen and multiplied by masks of ones. For each task: clear the gradients, run the whole net with
    all its heads, take that task's loss, go back, add |gradient of the mask| for the backbone and the task's head.
    """

    def __init__(self, net):
        self.net = net
        self.scores = {}
        for _, conv in net.layers():
            conv.weight.requires_grad_(False)
            conv.weight_mask = torch.nn.Parameter(torch.ones_like(conv.weight))

    def add_batch(self, image, labels, rules, autocast):
        """Adds one batch to `scores` and returns each task's loss."""
        return {task: self.add_task(task, image, labels, rules, autocast) for task in self.net.heads}

    def add_task(self, task, image, labels, rules, autocast):
        self.net.zero_grad()
        with autocast():
            predictions = self.net(image)
        loss = task_loss(task, predictions[task], labels, rules)
        loss.backward()
        for name, conv in scored_layers(self.net, task):
            add_score(self.scores, (task, name), conv.weight_mask.grad.abs())
        return loss.item()


class SharedLoop:
    """The same sums without repeated work.

    The backbone runs forward once; each head runs once on the detached features and hands their gradient to one
    backward pass of the backbone. No mask variable: |w * dL/dw| is taken from the weight's own gradient.
    """

    def __init__(self, net):
        self.net = net
        self.scores = {}
        net.requires_grad_(False)
        for _, conv in net.layers():
            conv.weight.requires_grad_(True)

    def add_batch(self, image, labels, rules, autocast):
        """Adds one batch to `scores` and returns each task's loss."""
        with autocast():
            features = self.net.backbone(image)
        tasks = list(self.net.heads)
        losses = {}
        for task in tasks:
            losses[task], gradient = self.add_head(task, features, labels, rules, autocast)
            self.add_layers(task, self.net.backbone_layers(), features, gradient, keep_graph=task != tasks[-1])
        return losses

    def add_head(self, task, features, labels, rules, autocast):
        features = features.detach().requires_grad_()
        with autocast():
            prediction = self.net.heads[task](features)
        loss = task_loss(task, prediction, labels, rules)
        self.add_layers(task, self.net.head_layers(task), loss, None, keep_graph=False)
        return loss.item(), features.grad

    def add_layers(self, task, layers, output, gradient, keep_graph):
        output.backward(gradient, retain_graph=keep_graph)
        for name, conv in layers:
            add_score(self.scores, (task, name), conv.weight.grad.mul_(conv.weight.detach()).abs_())
            conv.weight.grad = None


def scored_layers(net, task):
    return net.backbone_layers() + net.head_layers(task)


def add_score(scores, key, score):
    if key in scores:
        scores[key] += score
    else:
        scores[key] = score
