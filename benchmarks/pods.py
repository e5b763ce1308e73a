"""What a step of a run on Kubernetes costs beyond its pod's own life.

Usage: pods.py RUN.json PODS.json IMAGE, with what `stillhouse show --output json` and `kubectl get pods --watch --output json` printed.
A pod's times are whole seconds, cut off on both ends of its life, so that the mean over many pods is not.
"""

import datetime
import json
import re
import statistics
import sys


def time(text):
    return datetime.datetime.fromisoformat(re.sub(r"(\.\d{1,6})\d*$", r"\1", text.rstrip("Z"))).timestamp()


def documents(text):
    decoder, at = json.JSONDecoder(), 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            return
        try:
            document, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            return  # The watch was ended in the middle of a pod.
        yield document


def pod_lives(path, image):
    """Seconds from a pod's creation to its container's end, by the step's name."""
    lives = {}
    for pod in documents(open(path).read()):
        for status in pod.get("status", {}).get("containerStatuses", []):
            ended = status.get("state", {}).get("terminated")
            if ended and pod["spec"]["containers"][0]["image"] == image:
                step = pod["metadata"]["labels"]["stillhouse.io/step"]
                lives[step] = (
                    time(ended["finishedAt"]) - time(pod["metadata"]["creationTimestamp"]),
                    time(ended["finishedAt"]) - time(ended["startedAt"]),
                )
    return lives


def main(run_path, pods_path, image):
    steps = json.load(open(run_path))["steps"]
    lives = pod_lives(pods_path, image)
    beyond = []
    for step in steps:
        beyond.append(time(step["endTime"]) - time(step["readyTime"]) - lives[step["step"]][0])
    beyond.sort()
    pods = [life for life, _ in lives.values()]
    containers = [life for _, life in lives.values()]
    print(f"{len(beyond)} steps; a pod lived {statistics.mean(pods):.2f} s, its container {statistics.mean(containers):.2f} s")
    print(
        f"a step beyond its pod's life, ready to ended: mean {statistics.mean(beyond):.2f} s, median {statistics.median(beyond):.2f} s,"
        f" 95% below {beyond[int(len(beyond) * 0.95)]:.2f} s"
    )


main(*sys.argv[1:])
