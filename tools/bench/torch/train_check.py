"""Compares three steps of every variant with the golden values: the joint loss, and each task's before the first."""

import contextlib
import json
from pathlib import Path

from bench_inputs import CONFIGURATIONS
from golden_check import crop_batch, read_samples, relative
from golden_formula import set_formula_weights
from scene_net import NARROW, SceneNet
from training_step import VARIANTS, TrainingStep

CROP = 225
TOLERANCES = (1e-4, 5e-3, 5e-2, 5e-2)


def run(shared):
    """Prints a table; returns 0 where all variants agree, else 1."""
    golden = json.loads((Path(shared) / "golden" / "train.json").read_text())
    network = json.loads((Path(shared) / "golden" / "narrow_225.json").read_text())
    samples = read_samples(Path(shared) / "data" / "nyuv2-sample", network["batch_ids"])
    image, labels = crop_batch(samples, [(0, 0)], CROP)
    verdicts = [check_variant(variant, golden, network["salt"], image, labels) for variant in VARIANTS]
    return 0 if all(verdicts) else 1


def check_variant(variant, golden, salt, image, labels):
    config = CONFIGURATIONS["nyuv2"]
    net = SceneNet(config.classes, NARROW, dropout=0)
    set_formula_weights(net, salt)
    step = TrainingStep(variant, net, dict(zip(config.classes, golden["lambdas"], strict=True)))
    return all(
        check_step(variant, index, step, expected, image, labels)
        for index, expected in enumerate(golden["runs"]["float32"])
    )


def check_step(variant, index, step, expected, image, labels):
    losses = step.run(image, labels, CONFIGURATIONS["nyuv2"].rules, contextlib.nullcontext)
    total = sum(step.lambdas[task] * loss for task, loss in losses.items())
    worst, tolerance = relative(total, expected["total_loss"]), TOLERANCES[index]
    if index == 0:
        worst = max(worst, *(relative(losses[task], expected["task_loss"][task]) for task in losses))
    verdict = "ok" if worst <= tolerance else "FAILED"
    print(f"{variant:14} losses after {index} steps  worst {worst:.2e}  tolerance {tolerance:.0e}  {verdict}", flush=True)
    return worst <= tolerance
