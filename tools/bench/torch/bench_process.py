"""What every measuring script shares: its flags, its clock, and the line of JSON it prints."""

import argparse
import contextlib
import json
import resource
import time
import warnings

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch

from bench_inputs import CONFIGURATIONS

PRECISIONS = ("fp32", "bf16")
SEED = 20


def bench_parser(description, variants):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", choices=CONFIGURATIONS, default="nyuv2")
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--precision", choices=PRECISIONS, default="fp32")
    parser.add_argument("--batches", type=positive, default=3, help="timed batches, after the warm-up (default 3)")
    parser.add_argument("--warmup", type=int, default=1, help="batches run before the clock (default 1)")
    parser.add_argument("--threads", type=positive, default=2, help="threads inside a kernel (default 2)")
    return parser


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of at least 1")
    return number


def timed(options, draw, run):
    """Runs `run(draw(index))` for the warm-up and every batch; drawing is outside the clock."""
    seconds, cpu_seconds, losses = [], [], {}
    for index in range(options.warmup + options.batches):
        drawn = draw(index)
        started, cpu_started = time.perf_counter(), time.process_time()
        losses = run(drawn)
        seconds.append(time.perf_counter() - started)
        cpu_seconds.append(time.process_time() - cpu_started)
    return {
        "secondsPerBatch": seconds[options.warmup :],
        "warmupSeconds": seconds[: options.warmup],
        "cpuSecondsPerBatch": cpu_seconds[options.warmup :],
        "losses": losses,
    }


def print_measurement(options, times):
    facts = {name: getattr(options, name) for name in ("config", "variant", "precision")}
    machine = {"peakRssBytes": peak_rss_bytes(), "importRssBytes": IMPORT_RSS, "threads": torch.get_num_threads()}
    print(json.dumps({**facts, **times, **machine, "torch": torch.__version__}), flush=True)


def in_layout(image, variant):
    return image if variant == "reference" else image.contiguous(memory_format=torch.channels_last)


def autocast_for(precision):
    if precision == "fp32":
        return contextlib.nullcontext
    return lambda: torch.autocast("cpu", dtype=torch.bfloat16)


def peak_rss_bytes():
    """Highest resident size so far; Linux counts it in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


IMPORT_RSS = peak_rss_bytes()
