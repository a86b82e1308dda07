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
import sqlite3
import sys
from collections import defaultdict

import numpy as np

DIM = 8
L2 = 1
LAST_ID = 2**63 - 1

TABLES = """
CREATE TABLE Environment (global_lsn INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE Tables (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT UNIQUE NOT NULL, state INTEGER NOT NULL,
  dimension INTEGER NOT NULL, created_on INTEGER NOT NULL, flag INTEGER DEFAULT 0 NOT NULL,
  index_file_size INTEGER NOT NULL, engine_type INTEGER NOT NULL, index_params TEXT NOT NULL,
  metric_type INTEGER NOT NULL, owner_table TEXT DEFAULT '' NOT NULL, partition_tag TEXT DEFAULT '' NOT NULL,
  version TEXT DEFAULT '' NOT NULL, flush_lsn INTEGER NOT NULL);
CREATE TABLE TableFiles (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT NOT NULL, segment_id TEXT DEFAULT '' NOT NULL,
  engine_type INTEGER NOT NULL, file_id TEXT NOT NULL, file_type INTEGER NOT NULL, file_size INTEGER DEFAULT 0 NOT NULL,
  row_count INTEGER DEFAULT 0 NOT NULL, updated_time INTEGER NOT NULL, created_on INTEGER NOT NULL, date INTEGER NOT NULL,
  flush_lsn INTEGER NOT NULL);
CREATE TABLE Fields (collection_id TEXT NOT NULL, field_name TEXT NOT NULL, field_type INTEGER NOT NULL,
  field_params TEXT NOT NULL);
"""


class Store:
    def __init__(self, folder):
        self.folder = folder
        self.random = np.random.default_rng(7)
        self.clock = 990  # the third segment gets an id of one digit more
        self.written = 0
        self.rows = defaultdict(lambda: defaultdict(list))
        os.makedirs(os.path.join(folder, "db"))
        os.makedirs(os.path.join(folder, "truth"))
        self.meta = sqlite3.connect(os.path.join(folder, "db", "meta.sqlite"))
        self.meta.executescript(TABLES)

    def table(self, name, owner="", tag="_default"):
        self.meta.execute(
            "INSERT INTO Tables VALUES (NULL, ?, 0, ?, 1, 2, 1073741824, 1, '{}', ?, ?, ?, '1.1.1', 0)",
            (name, DIM, L2, owner, tag if owner else ""))
        self.rows[owner or name][tag] = []

    def segment(self, table, ids, collection=None, tag="_default", deleted=(), invalid=()):
        """One flush: rows in the order of the ids."""
        self.clock += 4
        name = str(self.clock)
        ids = np.array(ids, dtype=np.int64)
        vectors = self.random.normal(size=(len(ids), DIM)).astype(np.float32)
        for row in invalid:
            vectors[row, row % DIM] = (np.nan, np.inf, -np.inf)[row % 3]
        place = os.path.join(self.folder, "db", "tables", table, name)
        os.makedirs(place)
        offsets = np.array(deleted, dtype=np.int32)
        for file, content in {name + ".rv": vectors, name + ".uid": ids, "deleted_docs": offsets}.items():
            with open(os.path.join(place, file), "wb") as out:
                out.write(np.int64(content.nbytes).tobytes() + content.tobytes())
        self.meta.execute(
            "INSERT INTO TableFiles VALUES (NULL, ?, ?, 1, ?, 1, ?, ?, 1, 1, 1, 0)",
            (table, name, name, vectors.nbytes + ids.nbytes, len(ids) - len(deleted)))
        for row, (row_id, vector) in enumerate(zip(ids, vectors)):
            self.written += 1
            if row not in deleted:
                self.rows[collection or table][tag].append((row_id, vector, self.written))

    def end(self):
        self.meta.commit()
        self.meta.close()
        described = {}
        for collection, partitions in self.rows.items():
            described[collection] = {
                "dimension": DIM, "metric_type": L2, "binary": False, "index": None,
                "partitions": [self.partition(collection, tag, rows) for tag, rows in partitions.items()]}
        with open(os.path.join(self.folder, "truth", "truth.json"), "w", encoding="utf-8") as file:
            json.dump({"collections": described}, file)

    def partition(self, collection, tag, rows):
        files = {}
        for number, (kind, dtype) in enumerate({"ids": np.int64, "vectors": np.float32, "written": np.int64}.items()):
            files[kind] = f"{collection}.{tag}.{kind}.npy"
            column = np.array([row[number] for row in rows], dtype=dtype)
            np.save(os.path.join(self.folder, "truth", files[kind]), column)
        return {"tag": tag, "rows": len(rows), **files}


def main(folder):
    store = Store(folder)
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
