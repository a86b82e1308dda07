"""Writes a 1.x store of small collections by hand, one for each way in which mutate.py changes the target.

Usage: small_store.py FOLDER; it gets db, as a server leaves it. Every collection has the ids 1 to 30, half of them in each of two
segments, 1000 and 2000; partition tag has 41 to 50 in 3000, lost 51 to 60 in 4000. Row 9 of a float collection begins with -0.0.
"""
import sys

import numpy as np
from store1x import HAMMING, L2, Store

FLOAT_DIM, BINARY_DIM = 8, 24

COLLECTIONS = {
    # name: metric, partitions
    "replaced": (L2, []),
    "vectors": (L2, []),
    "copied": (L2, []),
    "partitions": (L2, ["tag", "lost"]),
    "metric": (L2, []),
    "dimension": (L2, []),
    "index": (L2, []),
    "unindexed": (L2, []),
    "bits": (HAMMING, []),
    "untouched": (L2, []),
}


def vectors_of(metric, ids):
    random = np.random.default_rng(int(ids[0]))
    if metric == HAMMING:
        return random.integers(0, 256, (len(ids), BINARY_DIM // 8), dtype=np.uint8)
    vectors = random.normal(size=(len(ids), FLOAT_DIM)).astype(np.float32)
    vectors[ids == 9, 0] = -0.0
    return vectors


def main(folder):
    store = Store(folder)

    def segment(table, name, metric, ids):
        store.segment(table, name, ids, vectors_of(metric, ids))

    for name, (metric, partitions) in COLLECTIONS.items():
        dim = BINARY_DIM if metric == HAMMING else FLOAT_DIM
        store.table(name, dim, metric)
        segment(name, "1000", metric, np.arange(1, 16))
        segment(name, "2000", metric, np.arange(16, 31))
        for number, tag in enumerate(partitions):
            store.table(name + tag, dim, metric, owner=name, tag=tag)
            segment(name + tag, f"{3 + number}000", metric, np.arange(41, 51) + 10 * number)
    store.end()


if __name__ == "__main__":
    main(sys.argv[1])
