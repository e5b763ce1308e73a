"""Writes module.pt, a small TorchScript module, and module.json: what it gives for images that a formula gives.

The module takes 3 channels of 12 x 12 and gives 5 logits. It is scripted in training mode on purpose, with running statistics of
its BatchNorm that differ from any batch's. The images are bytes of 8 x 8, grey and coloured; what is written down are the
logits of them normalised with MEAN and DEVIATION and resized, in evaluation mode.

Made with Python 3.11 and torch 2.7.1 on a CPU:  python make_torchscript.py
"""
import json

import torch
from torch.nn import functional

MEAN = [0.485, 0.456, 0.406]
DEVIATION = [0.229, 0.224, 0.225]
SIDE = 12
IMAGES = 3


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.norm = torch.nn.BatchNorm2d(4)
        self.linear = torch.nn.Linear(4, 5)

    def forward(self, images):
        features = functional.relu(self.norm(self.convolution(images)))
        return self.linear(features.mean([2, 3]))


def images(channels):
    """Bytes [IMAGES, channels, 8, 8]."""
    count = IMAGES * channels * 64
    return ((torch.arange(count, dtype=torch.int64) * 7919 + 13) % 251).reshape(IMAGES, channels, 8, 8)


def logits(module, pixels):
    shape = (1, 3, 1, 1)
    normalised = (pixels.expand(-1, 3, -1, -1) / 255 - torch.tensor(MEAN).reshape(shape)) / torch.tensor(DEVIATION).reshape(shape)
    resized = functional.interpolate(normalised, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
    with torch.no_grad():
        return module(resized).tolist()


torch.manual_seed(1)
small = Small()
with torch.no_grad():
    small.norm.running_mean.uniform_(-0.5, 0.5)
    small.norm.running_var.uniform_(0.5, 2)
    small.linear.weight.mul_(4)
module = torch.jit.script(small)
module.save("module.pt")
small.eval()
with open("module.json", "w") as file:
    json.dump({"mean": MEAN, "standardDeviation": DEVIATION, "side": SIDE, "parameters": sum(p.numel() for p in small.parameters()),
               "grey": logits(small, images(1)), "colour": logits(small, images(3))}, file, indent=1)
    file.write("\n")
