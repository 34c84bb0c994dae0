"""Measures how long PyTorch takes to write a net as an ONNX file, and prints one line of JSON.

    python onnx_bench.py --config nyuv2 --batches 3 --threads 2

The exporter is the one that traces (`dynamo=False`), the faster of the two. Its look for functions of onnxscript, of which
this net has none, is left out: it parses the whole file again, for which it wants the package onnx.
"""

import tempfile
import warnings
from pathlib import Path

import torch
from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

from bench_inputs import CONFIGURATIONS
from bench_process import SEED, bench_parser, print_measurement, timed
from scene_net import SceneNet

OPSET = 17


def main():
    options = bench_parser(__doc__, ("reference",)).parse_args()
    onnx_proto_utils._add_onnxscript_fn = lambda model, _: model
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    config = CONFIGURATIONS[options.config]
    net = SceneNet(config.classes).eval()
    image = torch.zeros(1, 3, *config.whole)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "net.onnx"
        print_measurement(options, timed(options, lambda _: None, lambda _: export(net, image, file)))


def export(net, image, file):
    free = {0: "batch", 2: "height", 3: "width"}
    names = list(net.heads)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (image,),
            str(file),
            dynamo=False,
            opset_version=OPSET,
            input_names=["image"],
            output_names=names,
            dynamic_axes={name: free for name in ("image", *names)},
        )


if __name__ == "__main__":
    main()
