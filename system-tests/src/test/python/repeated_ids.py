"""Writes a 1.x store by hand, with its truth: collections that hold ids more than once, and some that do not.

Usage: repeated_ids.py FOLDER; it gets db and truth as the genuine stores have them. truth.json also names, per partition,
"written": a file of numbers that rise with the order in which the rows were written, over all partitions of a collection. That
order is known because every row is made here, one after another; segment ids are given as a server would, rising with time.

| collection | holds |
| --- | --- |
| copies | ids repeated within a segment, across segments and across partitions, some of the copies deleted, some invalid; segment ids of two lengths |
| unique | ids that fall from row to row, none twice |
| odd | NaN, infinity and id 2^63-1 |
"""
import json
import os
import sys
from collections import defaultdict

import numpy as np
from store1x import L2, Store

DIM = 8
LAST_ID = 2**63 - 1


class Written:
    """A store, and in which order its rows were written."""

    def __init__(self, folder):
        self.store = Store(folder)
        self.truth = os.path.join(folder, "truth")
        self.random = np.random.default_rng(7)
        self.clock = 990  # the third segment gets an id of one digit more
        self.written = 0
        self.rows = defaultdict(lambda: defaultdict(list))
        os.makedirs(self.truth)

    def table(self, name, owner="", tag="_default"):
        self.store.table(name, DIM, L2, owner=owner, tag=tag if owner else "")
        self.rows[owner or name][tag] = []

    def segment(self, table, ids, collection=None, tag="_default", deleted=(), invalid=()):
        """One flush: rows in the order of the ids."""
        self.clock += 4
        ids = np.array(ids, dtype=np.int64)
        vectors = self.random.normal(size=(len(ids), DIM)).astype(np.float32)
        for row in invalid:
            vectors[row, row % DIM] = (np.nan, np.inf, -np.inf)[row % 3]
        live = self.store.segment(table, str(self.clock), ids, vectors, deleted)
        for row_id, vector, lives in zip(ids, vectors, live):
            self.written += 1
            if lives:
                self.rows[collection or table][tag].append((row_id, vector, self.written))

    def end(self):
        self.store.end()
        described = {}
        for collection, partitions in self.rows.items():
            described[collection] = {
                "dimension": DIM, "metric_type": L2, "binary": False, "index": None,
                "partitions": [self.partition(collection, tag, rows) for tag, rows in partitions.items()]}
        with open(os.path.join(self.truth, "truth.json"), "w", encoding="utf-8") as file:
            json.dump({"collections": described}, file)

    def partition(self, collection, tag, rows):
        files = {}
        for number, (kind, dtype) in enumerate({"ids": np.int64, "vectors": np.float32, "written": np.int64}.items()):
            files[kind] = f"{collection}.{tag}.{kind}.npy"
            column = np.array([row[number] for row in rows], dtype=dtype)
            np.save(os.path.join(self.truth, files[kind]), column)
        return {"tag": tag, "rows": len(rows), **files}


def main(folder):
    store = Written(folder)
    store.table("copies")
    store.table("copies_tag", owner="copies", tag="tag")
    store.segment("copies", [*range(100), *range(50)])
    store.segment("copies_tag", [*range(40, 80), 5000, 5000, 5001], "copies", "tag", invalid=[42])
    # Ids 90 to 99 are here again and deleted, so their copies before stay the last; 600 rows are more than a file takes.
    store.segment("copies", [*range(1000, 1580), *range(90, 100), *range(1000, 1010)], deleted=range(580, 590))
    store.segment("copies_tag", [0, 1, 2, 7000], "copies", "tag", deleted=[1])
    # The first copy of 3 cannot be moved, which does not matter; the last of 1579 neither, which is said.
    store.segment("copies", [3, 3, 1579], invalid=[0, 2])
    store.table("unique")
    store.segment("unique", range(60, 0, -1))
    store.table("odd")
    store.segment("odd", [1, 2, LAST_ID, 3, 4], invalid=[0, 3])
    store.segment("odd", [5, 6, 7], invalid=[1])
    store.end()


if __name__ == "__main__":
    main(sys.argv[1])
