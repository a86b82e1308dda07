"""Computes how many of the nearest rows the searches of a Milvus 2.x find, from what a real Milvus 1.x was told.

Shares no code with m2m: distances are NumPy's over the truth that was written beside the 1.x store. The searches are those of m2m's
level search: the same vectors (docs/verification.md says which), as many nearest rows, the same parameters. Prints JSON, the recall
by collection. Usage: recall.py URI TRUTH MIGRATION QUERIES K COLLECTION...
"""
import json
import os
import sys

import numpy as np
from pymilvus import Collection, connections

METRICS = {1: "L2", 2: "IP", 3: "HAMMING", 4: "JACCARD"}
PARAMETERS = {"nprobe": 64, "ef": 64}
WORD = 2**64 - 1


def mixed(number):
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & WORD
    return number ^ (number >> 31)


def sampled(ids, migration, queries):
    """Positions of the rows whose mixed ids are the smallest signed numbers."""
    seed = 0
    for character in migration:
        seed = mixed((seed + ord(character) + 1) & WORD)
    numbers = [mixed((int(each) & WORD) ^ seed) for each in ids]
    signed = [number - 2**64 if number >> 63 else number for number in numbers]
    return np.argsort(signed)[:queries]


def distances(metric, query, vectors):
    """Small for what is near."""
    if metric == "L2":
        return ((vectors.astype(np.float64) - query) ** 2).sum(axis=1)
    if metric == "IP":
        return -(vectors.astype(np.float64) @ query.astype(np.float64))
    ours, others = np.unpackbits(query), np.unpackbits(vectors, axis=1)
    if metric == "HAMMING":
        return (ours != others).sum(axis=1)
    either = (ours | others).sum(axis=1)
    return 1 - np.divide((ours & others).sum(axis=1), either, out=np.zeros(len(vectors)), where=either > 0)


def recall(collection, metric, ids, vectors, positions, k):
    found = 0
    where = {row: place for place, row in enumerate(ids.tolist())}
    lengths = (vectors.astype(np.float64) ** 2).sum(axis=1).max() if metric in ("L2", "IP") else 1
    for position in positions:
        query = vectors[position]
        data = query.tobytes() if query.dtype == np.uint8 else query.tolist()
        hits = collection.search(
            [data], "data", {"metric_type": metric, "params": PARAMETERS}, limit=k, consistency_level="Strong")[0].ids
        far = distances(metric, query, vectors)
        reach = np.sort(far)[k - 1] + 1e-6 * lengths
        found += sum(far[where[hit]] <= reach for hit in hits)
    return found / (k * len(positions))


def main(uri, truth, migration, queries, k, *names):
    connections.connect(uri=uri)
    with open(os.path.join(truth, "truth.json"), encoding="utf-8") as file:
        collections = json.load(file)["collections"]
    recalls = {}
    for name in names:
        described = collections[name]
        parts = described["partitions"]
        ids = np.concatenate([np.load(os.path.join(truth, part["ids"])) for part in parts])
        vectors = np.concatenate([np.load(os.path.join(truth, part["vectors"])) for part in parts])
        positions = sampled(ids, migration, int(queries))
        recalls[name] = recall(
            Collection(name), METRICS[described["metric_type"]], ids, vectors, positions, int(k))
    print(json.dumps(recalls))


if __name__ == "__main__":
    main(*sys.argv[1:])
