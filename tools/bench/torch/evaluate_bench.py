"""Measures evaluation in PyTorch, whole images one at a time with their metrics, and prints one line of JSON.

    python evaluate_bench.py --config nyuv2 --variant channels_last --batches 3 --threads 2
"""

import torch

from bench_inputs import CONFIGURATIONS, random_batch
from bench_process import SEED, bench_parser, in_layout, print_measurement, timed
from evaluate_metrics import METRICS
from scene_net import SceneNet
from training_step import redraw

VARIANTS = ("reference", "channels_last")


def main():
    options = bench_parser(__doc__, VARIANTS).parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    config = CONFIGURATIONS[options.config]
    net = redraw(SceneNet(config.classes)).eval()
    if options.variant == "channels_last":
        net.to(memory_format=torch.channels_last)
    metrics = {task: METRICS[task](classes) for task, classes in config.classes.items()}

    def image(index):
        drawn, labels = random_batch(config.as_whole_image(), SEED + index)
        return in_layout(drawn, options.variant), labels

    times = timed(options, image, lambda drawn: evaluate(net, metrics, *drawn))
    print_measurement(options, {**times, "metrics": {task: one.results() for task, one in metrics.items()}})


@torch.inference_mode()
def evaluate(net, metrics, image, labels):
    features = net.backbone(image)
    for task, head in net.heads.items():
        metrics[task].add(head(features), labels)


if __name__ == "__main__":
    main()
