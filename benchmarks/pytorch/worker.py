"""One way of doing a piece of work in PyTorch, timed in blocks.

    python worker.py nchw|channels-last train ARCHITECTURE
    python worker.py nchw|channels-last infer ARCHITECTURE
    python worker.py nchw|channels-last distil TEACHER STUDENT
    python worker.py nchw|channels-last ensemble TEACHERS... -- BRANCHES...
    python worker.py nchw|channels-last evaluate ARCHITECTURE
    python worker.py loader augment
    python worker.py loader decode FOLDER

It reads numbers of units from standard input, does so many and answers with the seconds they took. Data are in memory before, unless
loading them is the work; the student's step has no augmentation, so that nothing but networks, losses and optimiser is measured.
"""

import os
import sys
import time

THREADS = 2
BATCH = 128
TEMPERATURE = 4.0


def answer(unit, module=None):
    """Does units of work as they are asked for; the first line says that it is ready, and how large the trained network is."""
    size = "{}" if module is None else f'{{"parameters": {sum(each.numel() for each in module.parameters())}}}'
    print("ready", size, flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            unit()
        print(time.perf_counter() - start, flush=True)


def prepared(module, layout):
    import torch

    return module.to(memory_format=torch.channels_last) if layout == "channels-last" else module


def batches(layout, count=16):
    """Batches of noise, round and round."""
    import itertools

    import torch

    made = [(prepared_images(torch.randn(BATCH, 3, 32, 32), layout), torch.randint(0, 10, (BATCH,))) for _ in range(count)]
    return itertools.cycle(made)


def prepared_images(images, layout):
    import torch

    return images.contiguous(memory_format=torch.channels_last) if layout == "channels-last" else images


def optimiser(module):
    import torch

    return torch.optim.SGD(module.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=5e-4)


def soft_loss(log_probabilities, targets):
    """T squared times the divergence, summed over classes, mean over the batch (Hinton et al., 2015)."""
    from torch.nn import functional as F

    return F.kl_div(log_probabilities, targets, reduction="batchmean") * TEMPERATURE**2


def training(layout, architecture):
    from torch.nn import functional as F

    from models import network

    student = prepared(network(architecture), layout).train()
    sgd = optimiser(student)
    data = batches(layout)

    def step():
        images, labels = next(data)
        sgd.zero_grad()
        loss = F.cross_entropy(student(images), labels)
        loss.backward()
        sgd.step()
        return loss.item()

    return step, student


def inference(layout, architecture):
    import torch

    from models import network

    teacher = prepared(network(architecture), layout).eval()
    data = batches(layout)

    def step():
        with torch.no_grad():
            return teacher(next(data)[0]).numpy()

    return step


def evaluation(layout, architecture):
    """Units are 8,000 images: logits, and the figures of a report by torchmetrics, gathered batch by batch as its users do."""
    import torch
    from torch.nn import functional as F
    from torchmetrics import MeanMetric, MetricCollection
    from torchmetrics.classification import (
        MulticlassAccuracy,
        MulticlassCalibrationError,
        MulticlassConfusionMatrix,
        MulticlassF1Score,
    )

    from models import network

    model = prepared(network(architecture), layout).eval()
    size = 8000
    images = prepared_images(torch.randn(size, 3, 32, 32), layout)
    labels = torch.randint(0, 10, (size,))
    figures = MetricCollection(
        {
            "accuracy": MulticlassAccuracy(10, average="micro"),
            "top5": MulticlassAccuracy(10, top_k=5, average="micro"),
            "classes": MulticlassAccuracy(10, average="none"),
            "f1": MulticlassF1Score(10, average="macro"),
            "ece": MulticlassCalibrationError(10, n_bins=15),
            "confusion": MulticlassConfusionMatrix(10),
        }
    )
    nll, brier = MeanMetric(), MeanMetric()

    def unit():
        for each in (figures, nll, brier):
            each.reset()
        with torch.no_grad():
            for batch, truth in zip(images.split(BATCH), labels.split(BATCH)):
                logits = model(batch)
                probabilities = logits.softmax(1)
                figures.update(probabilities, truth)
                nll.update(F.cross_entropy(logits, truth, reduction="none"))
                brier.update((probabilities - F.one_hot(truth, 10)).square().sum(1))
        return figures.compute(), nll.compute(), brier.compute()

    return unit


def distillation(layout, teacher_name, student_name):
    import torch
    from torch.nn import functional as F

    from models import network

    teacher = prepared(network(teacher_name), layout).eval()
    student = prepared(network(student_name), layout).train()
    sgd = optimiser(student)
    data = batches(layout)

    def step():
        images, labels = next(data)
        with torch.no_grad():
            targets = F.softmax(teacher(images) / TEMPERATURE, 1)
        sgd.zero_grad()
        logits = student(images)
        loss = 0.1 * F.cross_entropy(logits, labels) + 0.9 * soft_loss(F.log_softmax(logits / TEMPERATURE, 1), targets)
        loss.backward()
        sgd.step()
        return loss.item()

    return step, student


def ensemble(layout, teacher_names, branch_names):
    import math

    import torch
    from torch.nn import functional as F

    from models import Branches, network

    teachers = [prepared(network(name), layout).eval() for name in teacher_names]
    student = prepared(Branches([int(name.removeprefix("resnet")) for name in branch_names]), layout).train()
    sgd = optimiser(student)
    data = batches(layout)

    def joint(logits, temperature):
        logs = torch.stack([F.log_softmax(each / temperature, 1) for each in logits])
        return torch.logsumexp(logs, 0) - math.log(len(logits))

    def step():
        images, labels = next(data)
        with torch.no_grad():
            targets = [F.softmax(teacher(images) / TEMPERATURE, 1) for teacher in teachers]
            mean = torch.stack(targets).mean(0)
        sgd.zero_grad()
        logits = student(images)
        loss = F.nll_loss(joint(logits, 1), labels) + soft_loss(joint(logits, TEMPERATURE), mean)
        for each, target in zip(logits, targets):
            loss = loss + 0.1 * F.cross_entropy(each, labels)
            loss = loss + 0.9 * soft_loss(F.log_softmax(each / TEMPERATURE, 1), target)
        loss.backward()
        sgd.step()
        return loss.item()

    return step, student


def augmentation():
    """Units are batches from a DataLoader of two processes, as in torchvision's training of CIFAR-10."""
    import numpy
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset
    from torchvision import transforms

    class Images(Dataset):
        pixels = numpy.random.default_rng(1).integers(0, 256, (8000, 32, 32, 3), dtype=numpy.uint8)
        change = transforms.Compose(
            [
                transforms.RandomCrop(32, padding=4),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
                transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)),
            ]
        )

        def __len__(self):
            return len(self.pixels)

        def __getitem__(self, index):
            return self.change(Image.fromarray(self.pixels[index])), index % 10

    loader = DataLoader(Images(), batch_size=BATCH, shuffle=True, num_workers=THREADS, persistent_workers=True, drop_last=True)

    def endless():
        while True:
            yield from loader

    data = endless()
    return lambda: next(data)


def decoding(folder):
    """A unit is one pass over an extracted folder of images, decoded to arrays, in two processes."""
    import numpy
    from torch.utils.data import DataLoader
    from torchvision.datasets import ImageFolder

    loader = DataLoader(ImageFolder(folder, transform=numpy.asarray), batch_size=BATCH, num_workers=THREADS)

    def unit():
        return sum(len(labels) for _, labels in loader)

    return unit


def main(arguments):
    for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(THREADS)
    import torch

    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    layout, kind, *names = arguments
    if kind == "train":
        answer(*training(layout, *names))
    elif kind == "infer":
        answer(inference(layout, *names))
    elif kind == "distil":
        answer(*distillation(layout, *names))
    elif kind == "ensemble":
        cut = names.index("--")
        answer(*ensemble(layout, names[:cut], names[cut + 1 :]))
    elif kind == "evaluate":
        answer(evaluation(layout, *names))
    elif kind == "augment":
        answer(augmentation())
    elif kind == "decode":
        answer(decoding(*names))
    else:
        sys.exit(f"worker.py does not know '{kind}'")


if __name__ == "__main__":
    main(sys.argv[1:])
