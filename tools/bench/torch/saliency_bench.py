"""Measures one way of running the saliency loop in PyTorch and prints one line of JSON.

    python saliency_bench.py --config nyuv2 --variant tuned --precision bf16 --batches 3 --threads 2
    python saliency_bench.py --check-golden DIR        (DIR holds golden/ and data/)

Each call measures one variant, so that the peak of resident memory is that variant's alone.
"""

import sys

import torch

import golden_check
from bench_inputs import CONFIGURATIONS, random_batch
from bench_process import SEED, autocast_for, bench_parser, in_layout, print_measurement, timed
from saliency_loops import VARIANTS, prepare, redraw
from scene_net import SceneNet


def main():
    parser = bench_parser(__doc__, VARIANTS)
    parser.add_argument("--check-golden", metavar="DIR", help="compare with the golden values instead of measuring")
    parser.add_argument("--golden-file", default="narrow_225", help="file in golden/ to compare with (default narrow_225)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.check_golden:
        sys.exit(golden_check.run(options.check_golden, options.golden_file))
    measure(options)


def measure(options):
    torch.manual_seed(SEED)
    config = CONFIGURATIONS[options.config]
    loop = prepare(options.variant, redraw(SceneNet(config.classes)))
    autocast = autocast_for(options.precision)

    def batch(index):
        image, labels = random_batch(config, SEED + index)
        return in_layout(image, options.variant), labels

    print_measurement(options, timed(options, batch, lambda drawn: loop.add_batch(*drawn, config.rules, autocast)))


if __name__ == "__main__":
    main()
