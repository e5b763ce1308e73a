"""Stillhouse and PyTorch in turns: A B C A B C ..., so that what else the machine does meets all of them.

    python compare.py --java COMMAND --prepared RUN [--rounds N] [--write FILE] [CASE...]

COMMAND starts Stillhouse's worker, RUN is the folder of a run of prepare.yaml. A case's contenders run as processes of two threads, each
warm before anything counts. Of every round the ratio of PyTorch's seconds to Stillhouse's is taken; told are the median and the range.
"""

import argparse
import glob
import json
import os
import re
import shlex
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS_OF_A_BLOCK = 3.0
LAYOUTS = ("nchw", "channels-last")


class Contender:
    """A process that does units of work when asked."""

    def __init__(self, name, command, images):
        self.name = name
        self.images = images
        environment = dict(os.environ, OMP_WAIT_POLICY="passive")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=HERE
        )
        self.about = json.loads(self._answer(lambda line: line.startswith("ready")).removeprefix("ready"))

    def _answer(self, wanted):
        for line in self.process.stdout:
            if wanted(line):
                return line.strip()
        raise SystemExit(f"{self.name} ended with exit code {self.process.wait()}: see above")

    def seconds(self, units):
        """Seconds that so many units took."""
        print(units, file=self.process.stdin, flush=True)
        return float(self._answer(lambda line: re.fullmatch(r"[0-9.e+-]+\s*", line)))

    def warm_up(self, units):
        """Runs until it is fast; returns how many units a block should have."""
        self.seconds(units)
        a_unit = self.seconds(units) / units
        self.block = max(1, round(SECONDS_OF_A_BLOCK / a_unit))
        self.seconds(self.block)

    def per_image(self):
        return self.seconds(self.block) / (self.block * self.images)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Case:
    """A comparison: what Stillhouse's worker does, and what PyTorch's does for the same."""

    def __init__(self, title, java, torch, targets, images=(128, 128), bound=None, warm=6):
        self.title = title
        self.java = java
        self.torch = torch
        self.targets = targets
        self.images = images
        self.bound = bound
        self.warm = warm

    def run(self, java, rounds):
        contenders = [Contender("Stillhouse", java + self.java, self.images[0])]
        contenders += [
            Contender(f"PyTorch {first}", [sys.executable, "worker.py", first, *self.torch], self.images[1])
            for first in self.targets
        ]
        sizes = {contender.about["parameters"] for contender in contenders if "parameters" in contender.about}
        if len(sizes) > 1:
            raise SystemExit(f"{self.title}: these are not the same networks, they have {sizes} parameters")
        for contender in contenders:
            contender.warm_up(self.warm)
        times = [[contender.per_image() for contender in contenders] for _ in range(rounds)]
        for contender in contenders:
            contender.close()
        return [self._row(contenders, times, i) for i in range(1, len(contenders))]

    def _row(self, contenders, times, other):
        ratios = sorted(row[other] / row[0] for row in times)
        ours = statistics.median(row[0] for row in times)
        theirs = statistics.median(row[other] for row in times)
        rival = contenders[other].name
        target = list(self.targets.values())[other - 1]
        bound = f" (bound {self.bound:.2f})" if self.bound else ""
        print(f"{self.title}, {rival}: {statistics.median(ratios):.2f}", file=sys.stderr)
        return (
            f"| {self.title} | {rival} | {1 / ours:,.0f} | {1 / theirs:,.0f} | **{statistics.median(ratios):.2f}** |"
            f" {ratios[0]:.2f} to {ratios[-1]:.2f} | {target}{bound} |"
        )


def folder(run, step, output):
    found = glob.glob(os.path.join(run, step, "*", output))
    if not found:
        raise SystemExit(f"{run} has no output '{output}' of step '{step}': is it a finished run of prepare.yaml?")
    return found[0]


def macs(run, step):
    with open(os.path.join(folder(run, step, "model"), "model.json"), encoding="utf-8") as file:
        return json.load(file)["macs"]


def student_macs(branches):
    """Multiply-accumulates of ResNet-8 branches on a shared stem and first stage, an image of 32 x 32."""
    stem_and_first = 32 * 32 * (27 * 16 + 2 * 144 * 16)
    rest = 16 * 16 * (144 * 32 + 288 * 32 + 16 * 32) + 8 * 8 * (288 * 64 + 576 * 64 + 32 * 64) + 640
    return stem_and_first + branches * rest


def cases(run):
    dataset = folder(run, "dataset", "dataset")
    eager = {"nchw": "1.25", "channels-last": "1.0"}
    made = {}
    for name in ("resnet8", "resnet20", "wrn-16-2"):
        made[f"train-{name}"] = Case(f"training step, {name}", [dataset, "train", name], ["train", name], eager)
    made["infer"] = Case(
        "soft labels, resnet56",
        [dataset, "infer", folder(run, "teacher-r56", "model")],
        ["infer", "resnet56"],
        {"nchw": "1.4", "channels-last": "1.1"},
        images=(256, 128),
    )
    r20 = macs(run, "teacher-r20-1")
    made["distil"] = Case(
        "KD step, resnet56 to resnet20",
        [dataset, "train", "resnet20", folder(run, "soft-labels-r56", "softLabels")],
        ["distil", "resnet56", "resnet20"],
        {"nchw": "2.2", "channels-last": "2.2"},
        bound=(macs(run, "teacher-r56") + 3 * r20) / (3 * r20),
    )
    student = 3 * student_macs(3)
    made["ensemble"] = Case(
        "EKD step, 3 resnet20 to 3 branches of resnet8",
        [dataset, "train", "resnet8,resnet8,resnet8"] + [folder(run, f"soft-labels-r20-{i}", "softLabels") for i in (1, 2, 3)],
        ["ensemble"] + ["resnet20"] * 3 + ["--"] + ["resnet8"] * 3,
        {"nchw": "the bound", "channels-last": "the bound"},
        bound=(3 * r20 + student) / student,
    )
    made["evaluate"] = Case(
        "evaluation of resnet20, all figures (torchmetrics)",
        [dataset, "evaluate", folder(run, "teacher-r20-1", "model")],
        ["evaluate", "resnet20"],
        {"nchw": "2", "channels-last": "2"},
        images=(8000, 8000),
        warm=1,
    )
    made["augment"] = Case(
        "augmented images (1 thread; DataLoader: 2 workers)",
        [dataset, "augment"],
        ["augment"],
        {"loader": "10"},
        warm=62,
    )
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", required=True, type=shlex.split)
    parser.add_argument("--prepared", required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", help="the file between whose marks the table is put")
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    known = cases(os.path.abspath(arguments.prepared))
    unknown = [name for name in arguments.cases if name not in known]
    if unknown:
        parser.error(f"there is no case {', '.join(unknown)}; there are {', '.join(known)}")
    table = [
        "| work | against | Stillhouse, images/s | PyTorch, images/s | ratio | range | target |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in arguments.cases or known:
        table += known[name].run(arguments.java, arguments.rounds)
        if arguments.write:
            write(arguments.write, "\n".join(table))
    print("\n".join(table))


def write(path, table):
    """Puts the table between the marks of a page."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    page, places = re.subn(
        r"(<!-- table -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}{table}\n{m[2]}", page, flags=re.DOTALL
    )
    if places != 1:
        raise SystemExit(f"{path} has {places} places for the table, between <!-- table --> and <!-- end -->; it was not written")
    with open(path, "w", encoding="utf-8") as file:
        file.write(page)


if __name__ == "__main__":
    main()
