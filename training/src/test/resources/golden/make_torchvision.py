"""Writes torchvision.json: logits of torchvision's networks, for weights that a formula gives.

Made with Python 3.11, torch 2.7.1 and torchvision 0.22.1 on a CPU:  python make_torchvision.py > torchvision.json
"""
import json

import numpy
import torch
import torchvision

CLASSES = 10
SIDE = 64
NETWORKS = {
    "resnet18-imagenet": "resnet18",
    "resnet34-imagenet": "resnet34",
    "resnet50-imagenet": "resnet50",
    "densenet121": "densenet121",
    "densenet161": "densenet161",
}


def spread(name, count):
    """Values in -1 to 1: positions, counted from a start that the name gives, with their bits mixed."""
    start = 0
    for character in name.encode():
        start = (start * 31 + character) % 2**32
    steps = (numpy.arange(count, dtype=numpy.uint64) * 2654435761 + start) % 2**32
    for shift, factor in ((15, 2246822519), (13, 3266489917)):
        steps = ((steps ^ (steps >> numpy.uint64(shift))) * factor) % 2**32
    steps = steps ^ (steps >> numpy.uint64(16))
    return torch.from_numpy((steps.astype(numpy.float64) / 2**31 - 1).astype(numpy.float32))


def fill(network):
    for name, tensor in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        values = spread(name, tensor.numel()).reshape(tensor.shape)
        if tensor.dim() > 1:
            fan_in = tensor.numel() // tensor.shape[0]
            values = values * (2 / fan_in) ** 0.5
        elif name.endswith("running_var"):
            values = 1 + 0.5 * values
        elif name.endswith("weight"):
            values = 1 + 0.2 * values
        else:
            values = 0.1 * values
        tensor.copy_(values)


def main():
    torch.set_num_threads(1)
    golden = {}
    images = spread("images", 2 * 3 * SIDE * SIDE).reshape(2, 3, SIDE, SIDE)
    for ours, theirs in NETWORKS.items():
        build = getattr(torchvision.models, theirs)
        network = build(num_classes=CLASSES).eval()
        with torch.no_grad():
            fill(network)
            logits = network(images)
        golden[ours] = {
            "logits": [round(float(value), 6) for value in logits.flatten()],
            "parametersForThousandClasses": sum(p.numel() for p in build().parameters()),
            "arrays": sum(not name.endswith("num_batches_tracked") for name in network.state_dict()),
        }
    print(json.dumps(golden, indent=1))


if __name__ == "__main__":
    main()
