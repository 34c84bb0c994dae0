"""One step of training as published: joint forward, sum of lambda times loss, backward, Adam. Three ways to run it."""

import torch

from scene_net import draw_xavier
from task_losses import task_loss

VARIANTS = ("reference", "channels_last", "tuned")
LEARNING_RATE = 1e-3
WEIGHT_DECAY = 5e-4


class TrainingStep:
    """`reference` is the original's loop, `channels_last` the same in the faster layout, `tuned` also fuses Adam."""

    def __init__(self, variant, net, lambdas):
        if variant != "reference":
            net.to(memory_format=torch.channels_last)
        self.net = net.train()
        self.lambdas = lambdas
        options = {"fused": True} if variant == "tuned" else {}
        self.adam = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, **options)

    def run(self, image, labels, rules, autocast):
        """Does one step on a batch and returns each task's loss before it, not weighted."""
        with autocast():
            predictions = self.net(image)
        losses = {task: task_loss(task, prediction, labels, rules) for task, prediction in predictions.items()}
        total = sum(self.lambdas[task] * loss for task, loss in losses.items())
        self.adam.zero_grad()
        total.backward()
        self.adam.step()
        return {task: loss.item() for task, loss in losses.items()}


def redraw(net):
    draw_xavier(net)
    return net
