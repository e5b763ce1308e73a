"""Writes golden/dkd.json and attention.json, losses and gradients by PyTorch's autograd, and region.json; all in float64.

Written from the papers' formulas, with plain softmax and logarithms, which float64 bears; run by hand when a formula is added:
    python3 training/src/test/python/method_losses.py training/src/test/resources/golden
"""

import json
import pathlib
import sys

import torch
import torch.nn.functional as functional

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(20220327)


def normal(*shape, scale=1.0):
    """Values that float32 holds exactly, so that both sides compute from the same numbers."""
    return (torch.randn(*shape, generator=generator) * scale).float().double()


def decoupled(log_student, teacher, labels, temperature, target_weight, other_weight):
    """Zhao et al. 2022, equation 7, times T squared, the mean over the batch; both arguments are distributions at T."""
    student = log_student.exp()
    hit = functional.one_hot(labels, student.shape[1]).bool()
    loss = 0.0
    for row in range(student.shape[0]):
        p, q = teacher[row], student[row]
        pt, qt = p[hit[row]], q[hit[row]]
        pn, qn = p[~hit[row]], q[~hit[row]]
        target_class = (pt * (pt / qt).log()).sum() + pn.sum() * (pn.sum() / qn.sum()).log()
        a, b = pn / pn.sum(), qn / qn.sum()
        other_classes = (a * (a / b).log()).sum()
        loss = loss + target_weight * target_class + other_weight * other_classes
    return temperature**2 * loss / student.shape[0]


def dkd_case(name, students, teachers, weights, labels, temperature, target_weight, other_weight, combination):
    leaves = [student.clone().requires_grad_() for student in students]
    if combination == "logits":
        teacher = (sum(w * t for w, t in zip(weights, teachers)) / temperature).softmax(1)
        joint = (sum(leaves) / len(leaves) / temperature).log_softmax(1)
    else:
        teacher = sum(w * (t / temperature).softmax(1) for w, t in zip(weights, teachers))
        joint = (sum((leaf / temperature).softmax(1) for leaf in leaves) / len(leaves)).log()
    loss = decoupled(joint, teacher, labels, temperature, target_weight, other_weight)
    loss.backward()
    return {
        "name": name,
        "students": [student.tolist() for student in students],
        "teachers": [teacher.tolist() for teacher in teachers],
        "weights": weights,
        "labels": labels.tolist(),
        "temperature": temperature,
        "alpha": target_weight,
        "beta": other_weight,
        "combination": combination,
        "loss": loss.item(),
        "gradients": [leaf.grad.tolist() for leaf in leaves],
    }


def dkd():
    labels = torch.tensor([2, 0, 4, 1, 4, 3])
    teacher = normal(6, 5, scale=3)
    sure = normal(6, 5, scale=2)
    sure[torch.arange(6), labels] += 150  # 1 - p(target) is 0 in float32
    return {
        "cases": [
            dkd_case("one of each, T = 4", [normal(6, 5)], [teacher], [1.0], labels, 4.0, 1.0, 8.0, "probabilities"),
            dkd_case("T = 1, the target class alone", [normal(6, 5)], [teacher], [1.0], labels, 1.0, 1.0, 0.0, "probabilities"),
            dkd_case("T = 1, the other classes alone", [normal(6, 5)], [teacher], [1.0], labels, 1.0, 0.0, 2.0, "probabilities"),
            dkd_case("a teacher who is sure", [normal(6, 5, scale=2)], [sure], [1.0], labels, 2.0, 1.0, 4.0, "probabilities"),
            dkd_case("a student who is sure", [sure.roll(1, 1)], [teacher], [1.0], labels, 2.0, 1.0, 4.0, "probabilities"),
            dkd_case(
                "two branches, three teachers, probabilities",
                [normal(6, 5), normal(6, 5)],
                [teacher, normal(6, 5, scale=2), normal(6, 5)],
                [0.5, 0.3, 0.2],
                labels,
                3.0,
                0.7,
                5.0,
                "probabilities",
            ),
            dkd_case(
                "two branches, two teachers, logits",
                [normal(6, 5), normal(6, 5)],
                [teacher, normal(6, 5, scale=2)],
                [0.25, 0.75],
                labels,
                2.5,
                1.0,
                3.0,
                "logits",
            ),
        ]
    }


def attention_map(activation):
    """Zagoruyko and Komodakis 2017, F^2_sum of every position."""
    return activation.abs().pow(2).sum(1)


def attention():
    cases = []
    for name, ours, theirs in [
        ("the same size", (3, 4, 5, 6), (3, 7, 5, 6)),
        ("the teacher's map is larger", (2, 3, 4, 4), (2, 3, 8, 8)),
        ("the student's map is larger", (2, 3, 6, 9), (2, 5, 3, 3)),
    ]:
        student = normal(*ours).requires_grad_()
        teacher = normal(*theirs, scale=2)
        size = (min(ours[2], theirs[2]), min(ours[3], theirs[3]))
        q = [functional.adaptive_avg_pool2d(attention_map(x), size).flatten(1) for x in (student, teacher)]
        q = [x / x.norm(dim=1, keepdim=True) for x in q]
        loss = (q[0] - q[1]).pow(2).mean()
        loss.backward()
        cases.append(
            {
                "name": name,
                "student": student.tolist(),
                "teacher": teacher.tolist(),
                "loss": loss.item(),
                "gradient": student.grad.tolist(),
            }
        )
    return {"cases": cases}


def region():
    """Crop and bilinear enlargement; pixels 0 to 255 times 1/255 so that both sides start from the same float32."""
    images = (torch.randint(0, 256, (2, 3, 12, 10), generator=generator) / 255).float().double()
    cases = []
    for text, (top, left, bottom, right) in {
        "top-left": (0, 0, 6, 5),
        "0.25 0.3 0.5 0.7": (3, 3, 9, 10),
        "centre": (3, 3, 9, 8),
        "0 0 1 0.1": (0, 0, 12, 1),
    }.items():
        cropped = images[:, :, top:bottom, left:right]
        larger = functional.interpolate(cropped, size=images.shape[2:], mode="bilinear", align_corners=False)
        cases.append({"region": text, "output": larger.tolist()})
    return {"images": images.tolist(), "cases": cases}


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for file, content in [("dkd.json", dkd()), ("attention.json", attention()), ("region.json", region())]:
        (folder / file).write_text(json.dumps(content) + "\n")
