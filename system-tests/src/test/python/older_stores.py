"""Writes a store as an older Milvus 1.x would have left it, and the truth of it. Shares no code with m2m.

Usage: older_stores.py FOLDER VERSION; VERSION is 0.9.1, 0.10.3, 0.10.6, 1.0.0 or 1.1.0; or 0.11.0, whose tables alone are written, in
another layout. FOLDER gets `db`, the further data roots `ssd1` and
`ssd2` of 0.9, and `truth`, as oracle.py reads it. No server of these versions was run: what each does otherwise is what its sources say.

version           differs by
0.9               several data roots: vectors lie under the root of their row's number modulo roots, index files under the roots in turn
0.9 to 0.10.3     the text of the schema, which sqlite_orm made
0.9 to 1.0        hybrid collections, a bloom filter without a header
0.9 to 1.1.0      offsets of deleted rows may repeat, and each repeat is taken off the row count
0.10.4 and later  dropping the index of SUBSTRUCTURE and SUPERSTRUCTURE leaves the engine type of float vectors
0.10.6 and later  IVF_PQ may name nbits
"""
import json
import os
import re
import sqlite3
import struct
import sys

import numpy as np
from store1x import (
    BACKUP, HAMMING, INDEX, IP, L2, NEW, NEW_INDEX, RAW, SCHEMA, SUBSTRUCTURE, TO_DELETE, TO_INDEX, Store, payload)

FLOAT_DIM, BINARY_DIM = 7, 24
IVF_FLAT, IVF_PQ, BIN_FLAT, BIN_IVF_FLAT, ANNOY = 2, 6, 9, 10, 12
INT8, VECTOR = 1, 100
BARE_BLOOM_BYTES = 2_756_980


def since(version, other):
    return [int(part) for part in version.split(".")] >= [int(part) for part in other.split(".")]


def schema(version):
    text = SCHEMA.replace("1.1.1", version)
    if since(version, "0.10.4"):
        return text
    # sqlite_orm puts every name in single quotes.
    text = re.sub(r"CREATE TABLE (\w+)\(", r"CREATE TABLE '\1' ( ", text)
    return re.sub(r"(\( |,\s*)(\w+) (INTEGER|TEXT)", r"\1'\2' \3", text)


class OlderStore(Store):
    def __init__(self, folder, version):
        super().__init__(folder, schema(version))
        self.version = version
        self.truth = os.path.join(folder, "truth")
        os.makedirs(self.truth)
        self.roots = [self.tables]
        if not since(version, "0.10.0"):
            self.roots += [os.path.join(folder, ssd, "tables") for ssd in ("ssd1", "ssd2")]
        self.files = self.indexes = self.clock = 0
        self.random = np.random.default_rng(7)
        self.described = {}

    def folder(self, table, segment):
        return os.path.join(self.roots[(self.files + 1) % len(self.roots)], table, segment)

    def file(self, *row, **more):
        super().file(*row, **more)
        self.files += 1

    def name(self):
        self.clock += 1
        return str(1_590_000_000_000_000_000 + self.clock * 1_000_000)

    def segment_of(self, table, rows, of, kind, deleted=()):
        """Its live rows; beside its files lie those that nobody needs."""
        name = self.name()
        folder = self.folder(table, name)
        ids = self.random.integers(-2**62, 2**62, rows)
        if of["binary"]:
            vectors = self.random.integers(0, 256, (rows, of["dimension"] // 8), np.uint8)
        else:
            vectors = self.random.normal(size=(rows, of["dimension"])).astype(np.float32)
        live = self.segment(table, name, ids, vectors, deleted, kind, of["engine"])
        if not since(self.version, "1.1.1"):
            self.meta.execute("UPDATE TableFiles SET row_count = ? WHERE file_id = ?", (max(0, rows - len(deleted)), name))
        self.bloom(os.path.join(folder, "bloom_filter"), rows)
        payload(os.path.join(folder, "temp_del"), np.arange(rows, dtype=np.int32))
        if of.get("attribute"):
            payload(os.path.join(folder, of["attribute"] + ".ra"), np.zeros(rows // 2, np.int8))
        if kind == BACKUP:
            self.index(table, name, of, rows - len(deleted))
        if kind == TO_INDEX:
            self.file(table, name, self.name(), NEW_INDEX, 0, 0, of["engine"])
        return ids[live], vectors[live]

    def index(self, table, segment, of, rows):
        file = self.name()
        folder = os.path.join(self.roots[self.indexes % len(self.roots)], table, segment)
        self.indexes += 1
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, file), "wb") as index:
            index.write(b"an index" * 8)
        self.file(table, segment, file, INDEX, 64, rows, of["engine"])

    def bloom(self, path, rows):
        with open(path, "wb") as file:
            if since(self.version, "1.1.0"):
                file.write(b"bloom_0\0" + struct.pack("<IdQ", rows, 0.01, 8) + bytes(8))
            else:
                file.truncate(BARE_BLOOM_BYTES)

    def rows_of(self, table, of):
        again = [] if since(self.version, "1.1.1") else [3, 11]
        live = [
            self.segment_of(table, 30, of, RAW, [11, 3, 29, *again]),
            self.segment_of(table, 20, of, TO_INDEX, [0]),
            self.segment_of(table, 40, of, BACKUP, [39, 1]),
            self.segment_of(table, 5, of, RAW, [4, 3, 2, 1, 0]),
            self.segment_of(table, 0, of, RAW)]
        self.segment_of(table, 10, of, TO_DELETE)
        return np.concatenate([ids for ids, _ in live]), np.concatenate([vectors for _, vectors in live])

    def collection(self, name, metric, engine, params=None, tags=(), attribute=None):
        binary = metric >= HAMMING
        of = {"dimension": BINARY_DIM if binary else FLOAT_DIM, "binary": binary, "engine": engine, "attribute": attribute}
        tables = {"_default": [name]}
        self.table(name, of["dimension"], metric, engine, params)
        for tag in tags:
            table = self.name()
            self.table(table, of["dimension"], metric, engine, params, owner=name, tag=tag)
            tables.setdefault(tag, []).append(table)
        if attribute:
            fields = [(name, attribute, INT8, "{}"), (name, "vector", VECTOR, "{}")]
            self.meta.executemany("INSERT INTO Fields VALUES (?,?,?,?)", fields)
        self.described[name] = {
            "dimension": of["dimension"], "metric_type": metric, "binary": binary,
            "partitions": [self.partition(f"{name}.{number}", tag, [self.rows_of(table, of) for table in tables[tag]])
                           for number, tag in enumerate(tables)]}

    def partition(self, file, tag, rows):
        files = {"ids": file + ".ids.npy", "vectors": file + ".vectors.npy"}
        for part, file in enumerate(files.values()):
            np.save(os.path.join(self.truth, file), np.concatenate([each[part] for each in rows]))
        return {"tag": tag, "rows": sum(len(ids) for ids, _ in rows), **files}

    def dropped(self):
        """A collection that was dropped, its partition that is not yet, and a flush that was cut short."""
        of = {"dimension": FLOAT_DIM, "binary": False, "engine": IVF_FLAT}
        self.table("dropped", FLOAT_DIM, L2, IVF_FLAT, dropped=True)
        self.segment_of("dropped", 10, of, TO_DELETE)
        orphan = self.name()
        self.table(orphan, FLOAT_DIM, L2, IVF_FLAT, owner="dropped", tag="orphan")
        self.segment_of(orphan, 10, of, RAW)
        self.file("floats", self.name(), self.name(), NEW, 0, 0, IVF_FLAT)

    def end(self):
        super().end()
        with open(os.path.join(self.truth, "truth.json"), "w", encoding="utf-8") as file:
            json.dump({"collections": self.described}, file)


def other_layout(folder):
    os.makedirs(os.path.join(folder, "db", "tables"))
    meta = sqlite3.connect(os.path.join(folder, "db", "meta.sqlite"))
    for table in ("Collection", "CollectionCommit", "Partition", "PartitionCommit", "Segment", "SegmentCommit", "SegmentFile"):
        meta.execute(f"CREATE TABLE {table}(id INTEGER PRIMARY KEY, created_on INTEGER, state INTEGER)")
    meta.close()


def main(folder, version):
    if version == "0.11.0":
        return other_layout(folder)
    store = OlderStore(folder, version)
    # A partition row tagged _default is from 0.7, whose data 0.9 and 1.0 take over.
    store.collection("floats", L2, IVF_FLAT, {"nlist": 16384 if since(version, "0.10.1") else 999_999}, ["2020 01", "_default"])
    store.collection("products", IP, IVF_PQ, {"nlist": 64, "m": 7, **({"nbits": 4} if since(version, "0.10.6") else {})})
    store.collection("trees", L2, ANNOY, {"n_trees": 8})
    store.collection("bits", HAMMING, BIN_IVF_FLAT, {"nlist": 64}, ["p"])
    store.collection("structures", SUBSTRUCTURE, 1 if since(version, "0.10.4") else BIN_FLAT)
    if not since(version, "1.1.0"):
        store.collection("hybrid", L2, IVF_FLAT, {"nlist": 64}, attribute="age")
    store.dropped()
    store.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
