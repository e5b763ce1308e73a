"""EEEA-Net-C2 in PyTorch after the authors' published configuration (darmo/config/eeea_c2.config), for make_torchvision.py."""
from collections import OrderedDict

from torch import nn

# Output channels, kernel, stride, expansion, whether gated, non-linearity.
BLOCKS = [
    (16, 3, 1, 1, False, nn.ReLU),
    (24, 3, 2, 3, False, nn.ReLU),
    (24, 5, 1, 4, False, nn.ReLU),
    (24, 3, 1, 3, False, nn.ReLU),
    (40, 7, 2, 4, True, nn.ReLU),
    (40, 3, 1, 3, True, nn.ReLU),
    (40, 7, 1, 3, True, nn.ReLU),
    (80, 5, 2, 6, False, nn.Hardswish),
    (80, 7, 1, 6, False, nn.Hardswish),
    (80, 5, 1, 3, False, nn.Hardswish),
    (80, 3, 1, 3, False, nn.Hardswish),
    (112, 7, 1, 6, True, nn.Hardswish),
    (112, 5, 1, 4, True, nn.Hardswish),
    (112, 3, 1, 3, True, nn.Hardswish),
    (112, 3, 1, 3, True, nn.Hardswish),
    (160, 5, 2, 6, True, nn.Hardswish),
    (160, 3, 1, 6, True, nn.Hardswish),
    (160, 5, 1, 6, True, nn.Hardswish),
    (160, 7, 1, 3, True, nn.Hardswish),
]


def layer(inputs, outputs, kernel=1, stride=1, groups=1, activation=None, norm=True):
    parts = [("conv", nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False))]
    if norm:
        parts.append(("bn", nn.BatchNorm2d(outputs)))
    if activation:
        parts.append(("act", activation()))
    return nn.Sequential(OrderedDict(parts))


class Gate(nn.Module):
    def __init__(self, channels):
        super().__init__()
        wanted = channels // 4
        reduced = max(8, (wanted + 4) // 8 * 8)
        reduced += 8 if reduced < 0.9 * wanted else 0
        self.fc = nn.Sequential(
            OrderedDict(
                reduce=nn.Conv2d(channels, reduced, 1),
                relu=nn.ReLU(),
                expand=nn.Conv2d(reduced, channels, 1),
                h_sigmoid=nn.Hardsigmoid(),
            )
        )

    def forward(self, x):
        return x * self.fc(x.mean((2, 3), keepdim=True))


class Block(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, expansion, gated, activation):
        super().__init__()
        hidden = inputs * expansion
        parts = OrderedDict()
        if expansion > 1:
            parts["inverted_bottleneck"] = layer(inputs, hidden, activation=activation)
        parts["depth_conv"] = layer(hidden, hidden, kernel, stride, hidden, activation)
        if gated:
            parts["depth_conv"].add_module("se", Gate(hidden))
        parts["point_linear"] = layer(hidden, outputs)
        self.mobile_inverted_conv = nn.Sequential(parts)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.mobile_inverted_conv(x)
        return x + y if self.residual else y


class EeeaNet(nn.Module):
    def __init__(self, num_classes=1000):
        super().__init__()
        self.first_conv = layer(3, 16, 3, 2, activation=nn.Hardswish)
        inputs = [16] + [block[0] for block in BLOCKS]
        self.blocks = nn.Sequential(*(Block(inputs[i], *block) for i, block in enumerate(BLOCKS)))
        self.final_expand_layer = layer(160, 960, activation=nn.Hardswish)
        self.feature_mix_layer = layer(960, 1280, activation=nn.Hardswish, norm=False)
        self.classifier = nn.Sequential(OrderedDict(linear=nn.Linear(1280, num_classes)))

    def forward(self, x):
        x = self.final_expand_layer(self.blocks(self.first_conv(x)))
        return self.classifier(self.feature_mix_layer(x.mean((2, 3), keepdim=True)).flatten(1))
