"""Writes a Milvus 1.1.1 store of chance, and the truth of it, as a seed says. Usage: store.py FOLDER SEED [--rows N] [--wide]

FOLDER gets `db`, as a server leaves it after a clean stop, and `truth`, as oracle.py reads it. Shares no code with m2m: layout
and meanings are those of a real server. What a store may hold, by chance: float and binary collections of every metric, indexes,
partitions, empty ones included, segments that are raw, wait for an index or have one, empty segments, deletes in no order,
repeated, beyond the rows, of all rows, ids that repeat, and what is dead: dropped partitions, segments that were merged away, merges that were cut short.
"""
import argparse
import json
import os
import random
import sqlite3
import struct

import numpy as np

RAW, TO_INDEX, INDEX, TO_DELETE, NEW_MERGE, BACKUP = 1, 2, 3, 4, 5, 7
FLOAT_METRICS, BINARY_METRICS = [1, 2], [3, 4, 5, 6, 7]
# As clients name indexes, and as a server stores those of binary vectors.
FLAT, IVF_FLAT, IVF_SQ8, HNSW = 1, 2, 3, 11
STORED_OF_BINARY = {FLAT: 9, IVF_FLAT: 10}
FLAT_ONLY_METRICS = [6, 7]
MICROSECONDS = 1_700_000_000_000_000

SCHEMA = """
CREATE TABLE Environment(global_lsn INTEGER DEFAULT (0) NOT NULL);
CREATE TABLE Tables(id INTEGER PRIMARY KEY NOT NULL,table_id TEXT UNIQUE NOT NULL,state INTEGER NOT NULL,dimension INTEGER NOT NULL,created_on INTEGER NOT NULL,flag INTEGER DEFAULT (0) NOT NULL,index_file_size INTEGER NOT NULL,engine_type INTEGER NOT NULL,index_params TEXT NOT NULL,metric_type INTEGER NOT NULL,owner_table TEXT DEFAULT ('') NOT NULL,partition_tag TEXT DEFAULT ('') NOT NULL,version TEXT DEFAULT ('1.1.1') NOT NULL,flush_lsn INTEGER NOT NULL);
CREATE TABLE TableFiles(id INTEGER PRIMARY KEY NOT NULL,table_id TEXT NOT NULL,segment_id TEXT DEFAULT ('') NOT NULL,engine_type INTEGER NOT NULL,file_id TEXT NOT NULL,file_type INTEGER NOT NULL,file_size INTEGER DEFAULT (0) NOT NULL,row_count INTEGER DEFAULT (0) NOT NULL,updated_time INTEGER NOT NULL,created_on INTEGER NOT NULL,date INTEGER NOT NULL,flush_lsn INTEGER NOT NULL);
CREATE TABLE Fields(collection_id TEXT NOT NULL,field_name TEXT NOT NULL,field_type INTEGER NOT NULL,field_params TEXT NOT NULL);
"""


def payload(path, array):
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", array.nbytes))
        file.write(array.tobytes())


class Store:
    def __init__(self, folder, seed, rows, wide):
        self.chance = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.rows, self.wide = rows, wide
        self.tables = os.path.join(folder, "db", "tables")
        self.truth = os.path.join(folder, "truth")
        os.makedirs(self.tables)
        os.makedirs(self.truth)
        self.database = sqlite3.connect(os.path.join(folder, "db", "meta.sqlite"))
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.executescript(SCHEMA)
        self.database.execute("INSERT INTO Environment VALUES (0)")
        self.clock = MICROSECONDS

    def tick(self):
        self.clock += self.chance.randrange(1_000, 1_000_000)
        return self.clock

    def write(self):
        described = {}
        names = [f"c{number}" for number in range(1 if self.wide else self.chance.randint(2, 4))]
        for name in names:
            described[name] = self.collection(name, self.rows // len(names))
        self.database.commit()
        self.database.close()
        with open(os.path.join(self.truth, "truth.json"), "w", encoding="utf-8") as file:
            json.dump({"collections": described}, file)

    def table(self, name, of, owner="", tag="", state=0):
        now = self.tick()
        self.database.execute(
            "INSERT INTO Tables(table_id,state,dimension,created_on,index_file_size,engine_type,index_params,metric_type,"
            "owner_table,partition_tag,flush_lsn) VALUES (?,?,?,?,?,?,?,?,?,?,0)",
            (name, state, of["dimension"], now, 1024 << 20, of["engine"], json.dumps(of["params"]), of["metric_type"],
             owner, tag))

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
                folder = str(self.tick() * 1000)
                self.table(folder, of, owner=name, tag=tag)
            ids, vectors = self.partition(folder, of, rows // len(tags))
            files = {"ids": f"{name}.{number}.ids.npy", "vectors": f"{name}.{number}.vectors.npy"}
            np.save(os.path.join(self.truth, files["ids"]), ids)
            np.save(os.path.join(self.truth, files["vectors"]), vectors)
            partitions.append({"tag": tag or "_default", "rows": len(ids), **files})
        if self.chance.random() < 0.5:
            dropped = str(self.tick() * 1000)
            self.table(dropped, of, owner=name, tag="dropped", state=1)
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
        number = str(self.tick() * 1000)
        folder = os.path.join(self.tables, table, number)
        os.makedirs(folder)
        ids, vectors = self.ids(of, rows, kind), self.vectors(of, rows)
        deleted = self.deletes(rows)
        payload(os.path.join(folder, number + ".uid"), ids)
        payload(os.path.join(folder, number + ".rv"), vectors)
        payload(os.path.join(folder, "deleted_docs"), np.array(deleted, np.int32))
        keep = np.ones(rows, bool)
        keep[[offset for offset in set(deleted) if offset < rows]] = False
        self.file(table, number, number, of, kind, ids.nbytes + vectors.nbytes, int(keep.sum()))
        if kind == BACKUP:
            self.file(table, number, str(self.tick() * 1000), of, INDEX, 4096, int(keep.sum()))
        return ids[keep], vectors[keep]

    def file(self, table, segment, file, of, kind, size, rows):
        now = self.tick()
        self.database.execute(
            "INSERT INTO TableFiles(table_id,segment_id,engine_type,file_id,file_type,file_size,row_count,updated_time,"
            "created_on,date,flush_lsn) VALUES (?,?,?,?,?,?,?,?,?,1231114,0)",
            (table, segment, of["engine"], file, kind, size, rows, now, now))

    def ids(self, of, rows, kind):
        ids = self.numbers.integers(-2**62, 2**62, rows, np.int64)
        if of["repeats"] and kind in (RAW, TO_INDEX, BACKUP):
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
    Store(options.folder, options.seed, options.rows, options.wide).write()
