"""Writes torchvision.json: logits and gradients of torchvision's networks, for weights that a formula gives.

Gradients are those of sum(logits * spread("loss")) in evaluation mode: of some parameters, the norm and the product with
spread(name). EEEA-Net-C2, which torchvision lacks, is the network of eeea_net.py.

Made with Python 3.11, torch 2.7.1 and torchvision 0.22.1 on a CPU:  python make_torchvision.py > torchvision.json
"""
import json

import numpy
import torch
import torchvision

from eeea_net import EeeaNet

CLASSES = 10
SIDE = 64
NETWORKS = {
    "resnet18-imagenet": "resnet18",
    "resnet34-imagenet": "resnet34",
    "resnet50-imagenet": "resnet50",
    "densenet121": "densenet121",
    "densenet161": "densenet161",
    "mobilenetv2-imagenet": "mobilenet_v2",
    "shufflenetv2x0.5": "shufflenet_v2_x0_5",
    "shufflenetv2x1.0": "shufflenet_v2_x1_0",
    "shufflenetv2x1.5": "shufflenet_v2_x1_5",
    "shufflenetv2x2.0": "shufflenet_v2_x2_0",
    "efficientnet-b0": "efficientnet_b0",
    "eeea-net-c2": "eeea_net_c2",
}
# Parameters whose gradients are written down, spread evenly over each network.
GRADIENTS = 8


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


def fill(network, gain):
    for name, tensor in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        values = spread(name, tensor.numel()).reshape(tensor.shape)
        if tensor.dim() > 1:
            fan_in = tensor.numel() // tensor.shape[0]
            values = values * (gain / fan_in) ** 0.5
        elif name.endswith("running_var"):
            values = 1 + 0.5 * values
        elif name.endswith("weight"):
            values = 1 + 0.2 * values
        else:
            values = 0.1 * values
        tensor.copy_(values)


def gradients(network, images):
    logits = network(images)
    (logits * spread("loss", logits.numel()).reshape(logits.shape)).sum().backward()
    parameters = list(network.named_parameters())
    written = {}
    for index in range(GRADIENTS):
        name, parameter = parameters[index * (len(parameters) - 1) // (GRADIENTS - 1)]
        gradient = parameter.grad.double().flatten()
        product = float(gradient @ spread(name, gradient.numel()).double())
        written[name] = [float(f"{value:.7g}") for value in (float(gradient.norm()), product)]
    return written


def main():
    torch.set_num_threads(1)
    golden = {}
    images = spread("images", 2 * 3 * SIDE * SIDE).reshape(2, 3, SIDE, SIDE)
    for ours, theirs in NETWORKS.items():
        build = EeeaNet if theirs == "eeea_net_c2" else getattr(torchvision.models, theirs)
        # Squares of the kernels' values: 6 keeps activations large enough through many narrow layers to reach ReLU6's limit.
        gain = 2 if theirs.startswith(("resnet", "densenet")) else 6
        network = build(num_classes=CLASSES).eval()
        with torch.no_grad():
            fill(network, gain)
            logits = network(images)
        golden[ours] = {
            "gain": gain,
            "logits": [round(float(value), 6) for value in logits.flatten()],
            "gradients": gradients(network, images),
            "parametersForThousandClasses": sum(p.numel() for p in build().parameters()),
            "arrays": sum(not name.endswith("num_batches_tracked") for name in network.state_dict()),
        }
    print(json.dumps(golden, indent=1))


if __name__ == "__main__":
    main()
