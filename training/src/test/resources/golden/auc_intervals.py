"""Writes auc_intervals.json: standard errors of areas under ROC curves, from their definitions, pair by pair.

AUC: the mean of psi over all pairs of a positive and a negative, psi = 1, 1/2, 0 as the positive scores higher, equal, lower.
DeLong, DeLong, Clarke-Pearson, Biometrics 44 (1988): sample covariances of the structural components V10, V01.
Obuchowski, Biometrics 53 (1997): the same of clusters of images.  Needs numpy.  python3 auc_intervals.py > auc_intervals.json
"""
import json
import numpy as np

rng = np.random.default_rng(20261122)
n = 160
patients = rng.integers(0, 60, n)
habit = rng.normal(0, 1, 60)[patients]          # images of one patient are alike
label = (rng.normal(0, 1, n) + habit > 0.9).astype(int)
first = np.round(label * 0.8 + habit * 0.7 + rng.normal(0, 1, n), 1)   # rounded: ties
second = np.round(label * 0.4 + habit * 0.7 + rng.normal(0, 1, n), 1)


def components(score):
    x, y = score[label == 1], score[label == 0]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    return psi.mean(), psi.mean(axis=1), psi.mean(axis=0)


def delong(*scores):
    parts = [components(s) for s in scores]
    s10 = np.cov(np.array([p[1] for p in parts]))
    s01 = np.cov(np.array([p[2] for p in parts]))
    return np.atleast_2d(s10 / (label == 1).sum() + s01 / (label == 0).sum())


def obuchowski(*scores):
    m, k = (label == 1).sum(), (label == 0).sum()
    every = np.unique(patients)
    a, b = [], []
    for score in scores:
        auc, v10, v01 = components(score)
        full = np.empty(n)
        full[label == 1], full[label == 0] = v10, v01
        a.append([sum(full[i] - auc for i in np.where((patients == p) & (label == 1))[0]) for p in every])
        b.append([sum(full[i] - auc for i in np.where((patients == p) & (label == 0))[0]) for p in every])
    a, b = np.array(a, float), np.array(b, float)
    i10 = len(np.unique(patients[label == 1]))
    i01 = len(np.unique(patients[label == 0]))
    i = len(every)
    s10 = i10 / ((i10 - 1) * m) * a @ a.T
    s01 = i01 / ((i01 - 1) * k) * b @ b.T
    s11 = i / (i - 1) * a @ b.T
    return s10 / m + s01 / k + (s11 + s11.T) / (m * k)


def figures(covariance):
    return {"first": float(np.sqrt(covariance[0, 0])), "second": float(np.sqrt(covariance[1, 1])),
            "difference": float(np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]))}


print(json.dumps({
    "scores_first": first.tolist(), "scores_second": second.tolist(), "labels": label.tolist(), "patients": patients.tolist(),
    "auc_first": float(components(first)[0]), "auc_second": float(components(second)[0]),
    "delong": figures(delong(first, second)), "obuchowski": figures(obuchowski(first, second)),
}, indent=1))
