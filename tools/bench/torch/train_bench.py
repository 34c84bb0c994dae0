"""Measures one way of running a training step in PyTorch and prints one line of JSON.

    python train_bench.py --config nyuv2 --variant tuned --precision bf16 --batches 3 --threads 2
    python train_bench.py --check-golden DIR        (DIR holds golden/ and data/)
"""

import sys

import torch

import train_check
from bench_inputs import CONFIGURATIONS, random_batch
from bench_process import SEED, autocast_for, bench_parser, in_layout, print_measurement, timed
from scene_net import SceneNet
from training_step import VARIANTS, TrainingStep, redraw


def main():
    parser = bench_parser(__doc__, VARIANTS)
    parser.add_argument("--check-golden", metavar="DIR", help="compare with the golden values instead of measuring")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.check_golden:
        sys.exit(train_check.run(options.check_golden))
    measure(options)


def measure(options):
    torch.manual_seed(SEED)
    config = CONFIGURATIONS[options.config]
    step = TrainingStep(options.variant, redraw(SceneNet(config.classes)), config.lambdas)
    autocast = autocast_for(options.precision)

    def batch(index):
        image, labels = random_batch(config, SEED + index)
        return in_layout(image, options.variant), labels

    print_measurement(options, timed(options, batch, lambda drawn: step.run(*drawn, config.rules, autocast)))


if __name__ == "__main__":
    main()
