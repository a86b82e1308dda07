"""Writes a Milvus 1.1.1 store of chance, and the truth of it, as a seed says.

Usage: random_store.py FOLDER SEED [--rows N] [--wide]; FOLDER gets `db`, as a server leaves it after a clean stop, and `truth`, as
oracle.py reads it. What a store may hold, by chance: float and binary collections of every metric, indexes, partitions, empty ones
included, segments that are raw, wait for an index or have one, empty segments, deletes in no order, repeated, beyond the rows, of all
rows, ids that repeat, and what is dead: dropped partitions, segments that were merged away, merges that were cut short.
"""
import argparse
import json
import os
import random

import numpy as np
from store1x import (
    BACKUP, FLAT, HAMMING, HNSW, INDEX, IP, IVF_FLAT, IVF_SQ8, JACCARD, L2, NEW_MERGE, RAW, STORED_OF_BINARY, SUBSTRUCTURE,
    SUPERSTRUCTURE, TANIMOTO, TO_DELETE, TO_INDEX, Store)

LIVE = [RAW, TO_INDEX, BACKUP]
FLOAT_METRICS = [L2, IP]
FLAT_ONLY_METRICS = [SUBSTRUCTURE, SUPERSTRUCTURE]
BINARY_METRICS = [HAMMING, JACCARD, TANIMOTO, *FLAT_ONLY_METRICS]
FIRST_SEGMENT = 1_700_000_000_000_000_000


class RandomStore:
    def __init__(self, folder, seed, rows, wide):
        self.chance = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.rows, self.wide = rows, wide
        self.truth = os.path.join(folder, "truth")
        self.store = Store(folder)
        self.clock = FIRST_SEGMENT
        os.makedirs(self.truth)

    def name(self):
        """Of a segment, a file or a partition's folder: they rise with time."""
        self.clock += self.chance.randrange(1_000, 1_000_000) * 1_000
        return str(self.clock)

    def write(self):
        described = {}
        names = [f"c{number}" for number in range(1 if self.wide else self.chance.randint(2, 4))]
        for name in names:
            described[name] = self.collection(name, self.rows // len(names))
        self.store.end()
        with open(os.path.join(self.truth, "truth.json"), "w", encoding="utf-8") as file:
            json.dump({"collections": described}, file)

    def table(self, name, of, **more):
        self.store.table(name, of["dimension"], of["metric_type"], of["engine"], of["params"], **more)

    def collection(self, name, rows):
        binary = not self.wide and self.chance.random() < 0.4
        metric = self.chance.choice(BINARY_METRICS if binary else FLOAT_METRICS)
        index, params = self.index(binary, metric)
        engine = STORED_OF_BINARY[index] if binary else index
        of = {
            "dimension": self.chance.choice([8, 64, 136] if binary else [256] if self.wide else [1, 2, 7, 32]),
            "metric_type": metric, "engine": engine, "params": params, "binary": binary,
            "repeats": not self.wide and self.chance.random() < 0.3,
        }
        self.used = []
        self.table(name, of)
        tags = [""] + [f"p{number}" for number in range(1 if self.wide else self.chance.randint(0, 3))]
        partitions = []
        for number, tag in enumerate(tags):
            folder = name
            if tag:
                folder = self.name()
                self.table(folder, of, owner=name, tag=tag)
            ids, vectors = self.partition(folder, of, rows // len(tags))
            files = {"ids": f"{name}.{number}.ids.npy", "vectors": f"{name}.{number}.vectors.npy"}
            np.save(os.path.join(self.truth, files["ids"]), ids)
            np.save(os.path.join(self.truth, files["vectors"]), vectors)
            partitions.append({"tag": tag or "_default", "rows": len(ids), **files})
        if self.chance.random() < 0.5:
            dropped = self.name()
            self.table(dropped, of, owner=name, tag="dropped", dropped=True)
            self.segment(dropped, of, 20, RAW)
        return {"dimension": of["dimension"], "metric_type": metric, "binary": binary,
                "index": [index, params] if index != FLAT else None, "partitions": partitions}

    def index(self, binary, metric):
        if self.chance.random() < 0.5 or metric in FLAT_ONLY_METRICS:
            return FLAT, {}
        if binary:
            return IVF_FLAT, {"nlist": 4}
        return self.chance.choice([(IVF_FLAT, {"nlist": 4}), (IVF_SQ8, {"nlist": 8}),
                                   (HNSW, {"M": 8, "efConstruction": 40})])

    def partition(self, folder, of, rows):
        segments = 2 if self.wide else self.chance.choice([0, 1, 1, 2, 3, 6])
        live = []
        for _ in range(segments):
            size = rows // segments if self.wide else self.chance.choice([0, 1, self.chance.randint(1, 2 * rows // segments)])
            kind = self.chance.choice([RAW, RAW, TO_INDEX, BACKUP])
            live.append(self.segment(folder, of, size, kind))
            if self.chance.random() < 0.3:
                self.segment(folder, of, 10, self.chance.choice([TO_DELETE, NEW_MERGE]))
        width = of["dimension"] // 8 if of["binary"] else of["dimension"]
        empty = (np.empty(0, np.int64), np.empty((0, width), np.uint8 if of["binary"] else np.float32))
        live.append(empty)
        return np.concatenate([ids for ids, _ in live]), np.concatenate([vectors for _, vectors in live])

    def segment(self, table, of, rows, kind):
        """Its live rows."""
        name, ids, vectors = self.name(), self.ids(of, rows, kind), self.vectors(of, rows)
        live = self.store.segment(table, name, ids, vectors, self.deletes(rows), kind, of["engine"])
        if kind == BACKUP:
            self.store.file(table, name, self.name(), INDEX, 4096, int(live.sum()), of["engine"])
        return ids[live], vectors[live]

    def ids(self, of, rows, kind):
        ids = self.numbers.integers(-2**62, 2**62, rows, np.int64)
        if of["repeats"] and kind in LIVE:
            if self.used and rows:
                again = self.chance.sample(self.used, min(len(self.used), rows, 3))
                ids[:len(again)] = again
            self.used.extend(ids[-5:].tolist())
        return ids

    def vectors(self, of, rows):
        if of["binary"]:
            return self.numbers.integers(0, 256, (rows, of["dimension"] // 8), np.uint8)
        return self.numbers.standard_normal((rows, of["dimension"]), np.float32)

    def deletes(self, rows):
        """Offsets as a server lists them: in no order, some of them again."""
        way = self.chance.random()
        if rows == 0 or way < 0.4:
            return []
        if way < 0.5:
            offsets = list(range(rows))
        else:
            offsets = self.chance.sample(range(rows), self.chance.randint(1, max(1, rows // 3)))
        offsets += self.chance.sample(offsets, min(2, len(offsets)))
        if self.chance.random() < 0.1:
            offsets.append(rows + 7)
        self.chance.shuffle(offsets)
        return offsets


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder")
    arguments.add_argument("seed", type=int)
    arguments.add_argument("--rows", type=int, default=3000, help="about as many, before deletes")
    arguments.add_argument("--wide", action="store_true", help="one float collection of 1 KiB a row in large segments")
    options = arguments.parse_args()
    RandomStore(options.folder, options.seed, options.rows, options.wide).write()
