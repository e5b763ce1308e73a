"""From a folder of images, one folder a class, to arrays on the disk: what a user of torchvision writes instead of dataset-prep.

    python prepare.py FOLDER OUT
"""

import sys

import numpy
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder


def main(folder, out):
    images = ImageFolder(folder, transform=numpy.asarray)
    pixels = numpy.empty((len(images), 32, 32, 3), numpy.uint8)
    labels = numpy.empty(len(images), numpy.int64)
    at = 0
    for batch, truth in DataLoader(images, batch_size=128, num_workers=2):
        pixels[at : at + len(truth)] = batch
        labels[at : at + len(truth)] = truth
        at += len(truth)
    numpy.savez(out, pixels=pixels, labels=labels, classes=images.classes)
    scaled = pixels.reshape(-1, 3) / numpy.float32(255)
    print(scaled.mean(0), scaled.std(0))


if __name__ == "__main__":
    main(*sys.argv[1:])
