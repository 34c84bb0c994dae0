"""Measures one way of running the saliency loop in PyTorch and prints one line of JSON.

    python saliency_bench.py --config nyuv2 --variant tuned --precision bf16 --batches 3 --threads 2
    python saliency_bench.py --check-golden DIR        (DIR holds golden/ and data/)

Each call measures one variant, so that the peak of resident memory is that variant's alone.
"""

import argparse
import contextlib
import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch

import golden_check
from bench_inputs import CONFIGURATIONS, random_batch
from saliency_loops import VARIANTS, prepare, redraw
from scene_net import SceneNet

PRECISIONS = ("fp32", "bf16")
SEED = 20


def main():
    options = parse_options()
    torch.set_num_threads(options.threads)
    if options.check_golden:
        sys.exit(golden_check.run(options.check_golden, options.golden_file))
    print(json.dumps(measure(options)), flush=True)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", choices=CONFIGURATIONS, default="nyuv2")
    parser.add_argument("--variant", choices=VARIANTS, default="reference")
    parser.add_argument("--precision", choices=PRECISIONS, default="fp32")
    parser.add_argument("--batches", type=positive, default=3, help="timed batches, after the warm-up (default 3)")
    parser.add_argument("--warmup", type=int, default=1, help="batches run before the clock (default 1)")
    parser.add_argument("--threads", type=positive, default=2, help="threads inside a kernel (default 2)")
    parser.add_argument("--check-golden", metavar="DIR", help="compare with the golden values instead of measuring")
    parser.add_argument("--golden-file", default="narrow_225", help="file in golden/ to compare with (default narrow_225)")
    return parser.parse_args()


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of at least 1")
    return number


def measure(options):
    import_rss = peak_rss_bytes()
    torch.manual_seed(SEED)
    config = CONFIGURATIONS[options.config]
    loop = prepare(options.variant, redraw(SceneNet(config.classes)))
    seconds, cpu_seconds, losses = timed_batches(options, config, loop)
    return {
        "config": options.config,
        "variant": options.variant,
        "precision": options.precision,
        "secondsPerBatch": seconds[options.warmup :],
        "warmupSeconds": seconds[: options.warmup],
        "cpuSecondsPerBatch": cpu_seconds[options.warmup :],
        "peakRssBytes": peak_rss_bytes(),
        "importRssBytes": import_rss,
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "losses": losses,
    }


def timed_batches(options, config, loop):
    seconds, cpu_seconds, losses = [], [], {}
    for index in range(options.warmup + options.batches):
        image, labels = random_batch(config, SEED + index)
        if options.variant != "reference":
            image = image.contiguous(memory_format=torch.channels_last)
        started, cpu_started = time.perf_counter(), time.process_time()
        losses = loop.add_batch(image, labels, config.rules, autocast_for(options.precision))
        seconds.append(time.perf_counter() - started)
        cpu_seconds.append(time.process_time() - cpu_started)
    return seconds, cpu_seconds, losses


def autocast_for(precision):
    if precision == "fp32":
        return contextlib.nullcontext
    return lambda: torch.autocast("cpu", dtype=torch.bfloat16)


def peak_rss_bytes():
    """Highest resident size so far; Linux counts it in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
