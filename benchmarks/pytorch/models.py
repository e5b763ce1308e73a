"""The networks as a user of PyTorch writes them, layer for layer those of Stillhouse."""

from torch import nn
from torch.nn import functional as F


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut (He et al., 2016)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = (
            nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
            if stride != 1 or inputs != outputs
            else nn.Identity()
        )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)), inplace=True)
        return F.relu(self.bn2(self.conv2(out)) + self.shortcut(x), inplace=True)


class PreActivationBlock(nn.Module):
    """Normalisation and activation come first (Zagoruyko and Komodakis, 2016)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.shortcut = (
            nn.Conv2d(inputs, outputs, 1, stride, bias=False) if stride != 1 or inputs != outputs else None
        )

    def forward(self, x):
        active = F.relu(self.bn1(x), inplace=True)
        residual = x if self.shortcut is None else self.shortcut(active)
        return self.conv2(F.relu(self.bn2(self.conv1(active)), inplace=True)) + residual


def group(block, count, inputs, outputs, stride):
    return nn.Sequential(*[block(inputs if i == 0 else outputs, outputs, stride if i == 0 else 1) for i in range(count)])


class ResNet(nn.Module):
    """For 32x32 images: 6n + 2 layers."""

    def __init__(self, depth, classes=10):
        super().__init__()
        blocks = (depth - 2) // 6
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU(inplace=True))
        self.stages = nn.ModuleList(
            [group(BasicBlock, blocks, 16, 16, 1), group(BasicBlock, blocks, 16, 32, 2), group(BasicBlock, blocks, 32, 64, 2)]
        )
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        return self.fc(x.mean((2, 3)))


class WideResNet(nn.Module):
    """WRN-depth-width: 6n + 4 layers."""

    def __init__(self, depth, width, classes=10):
        super().__init__()
        blocks = (depth - 4) // 6
        self.conv = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.stages = nn.Sequential(
            group(PreActivationBlock, blocks, 16, 16 * width, 1),
            group(PreActivationBlock, blocks, 16 * width, 32 * width, 2),
            group(PreActivationBlock, blocks, 32 * width, 64 * width, 2),
        )
        self.bn = nn.BatchNorm2d(64 * width)
        self.fc = nn.Linear(64 * width, classes)

    def forward(self, x):
        x = F.relu(self.bn(self.stages(self.conv(x))), inplace=True)
        return self.fc(x.mean((2, 3)))


class Branches(nn.Module):
    """ResNets that share stem and first stage; the logits of each."""

    def __init__(self, depths):
        super().__init__()
        networks = [ResNet(depth) for depth in depths]
        self.stem = networks[0].stem
        self.first = networks[0].stages[0]
        self.rest = nn.ModuleList([nn.Sequential(*network.stages[1:]) for network in networks])
        self.heads = nn.ModuleList([network.fc for network in networks])

    def forward(self, x):
        x = self.first(self.stem(x))
        return [head(rest(x).mean((2, 3))) for rest, head in zip(self.rest, self.heads)]


def network(name):
    """A network by its name here: resnet20, wrn-16-2."""
    if name.startswith("wrn-"):
        depth, width = name.split("-")[1:]
        return WideResNet(int(depth), int(width))
    return ResNet(int(name.removeprefix("resnet")))
