"""Compares the NumPy files of a dump with the truth of a store, row for row and bit for bit. Shares no code with m2m.

Usage: staged.py STAGING TRUTH. Prints a JSON list of findings, sentences; an empty list means that staging is exact.
"""
import json
import os
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import numpy as np


def rows(ids, vectors):
    return Counter(zip(ids.tolist(), (vector.tobytes() for vector in vectors)))


def staged(folder):
    found = Counter()
    for manifest in folder.glob("*/manifest.json"):
        ids, vectors = (np.load(manifest.with_name(name)) for name in ("id.npy", "data.npy"))
        found += rows(ids, vectors)
    return found


def compare(staging, truth):
    with open(os.path.join(truth, "truth.json"), encoding="utf-8") as file:
        collections = json.load(file)["collections"]
    expected = {
        (quote(name), quote(partition["tag"])): rows(*(np.load(os.path.join(truth, partition[part])) for part in ("ids", "vectors")))
        for name, described in collections.items() for partition in described["partitions"]}
    for place, wanted in expected.items():
        found = staged(staging.joinpath(*place))
        if found != wanted:
            yield f"{place}: {(wanted - found).total()} rows are missing, {(found - wanted).total()} are too many"
    for manifest in staging.glob("*/*/*/manifest.json"):
        place = manifest.parts[-4:-2]
        if place not in expected:
            yield f"{place}: not of 1.x"


if __name__ == "__main__":
    print(json.dumps(list(compare(Path(sys.argv[1]), sys.argv[2]))))
