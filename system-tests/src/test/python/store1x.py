"""The files and the metadata of a Milvus 1.x, as a server leaves them after a clean stop. Shares no code with m2m."""
import json
import os
import sqlite3
import struct

import numpy as np

# file_type
NEW, RAW, TO_INDEX, INDEX, TO_DELETE, NEW_MERGE, NEW_INDEX, BACKUP = range(8)
# metric_type
L2, IP, HAMMING, JACCARD, TANIMOTO, SUBSTRUCTURE, SUPERSTRUCTURE = range(1, 8)
# Indexes as clients name them, and how a server stores those of binary vectors.
FLAT, IVF_FLAT, IVF_SQ8, HNSW = 1, 2, 3, 11
STORED_OF_BINARY = {FLAT: 9, IVF_FLAT: 10}

SCHEMA = """
CREATE TABLE Environment(global_lsn INTEGER DEFAULT (0) NOT NULL);
CREATE TABLE Tables(id INTEGER PRIMARY KEY NOT NULL,table_id TEXT UNIQUE NOT NULL,state INTEGER NOT NULL,
  dimension INTEGER NOT NULL,created_on INTEGER NOT NULL,flag INTEGER DEFAULT (0) NOT NULL,index_file_size INTEGER NOT NULL,
  engine_type INTEGER NOT NULL,index_params TEXT NOT NULL,metric_type INTEGER NOT NULL,owner_table TEXT DEFAULT ('') NOT NULL,
  partition_tag TEXT DEFAULT ('') NOT NULL,version TEXT DEFAULT ('1.1.1') NOT NULL,flush_lsn INTEGER NOT NULL);
CREATE TABLE TableFiles(id INTEGER PRIMARY KEY NOT NULL,table_id TEXT NOT NULL,segment_id TEXT DEFAULT ('') NOT NULL,
  engine_type INTEGER NOT NULL,file_id TEXT NOT NULL,file_type INTEGER NOT NULL,file_size INTEGER DEFAULT (0) NOT NULL,
  row_count INTEGER DEFAULT (0) NOT NULL,updated_time INTEGER NOT NULL,created_on INTEGER NOT NULL,date INTEGER NOT NULL,
  flush_lsn INTEGER NOT NULL);
CREATE TABLE Fields(collection_id TEXT NOT NULL,field_name TEXT NOT NULL,field_type INTEGER NOT NULL,field_params TEXT NOT NULL);
"""


class Store:
    """Writes below a folder's `db`."""

    def __init__(self, folder, schema=SCHEMA):
        self.tables = os.path.join(folder, "db", "tables")
        os.makedirs(self.tables)
        self.meta = sqlite3.connect(os.path.join(folder, "db", "meta.sqlite"))
        self.meta.execute("PRAGMA journal_mode=WAL")
        self.meta.executescript(schema)
        self.meta.execute("INSERT INTO Environment VALUES (0)")

    def table(self, name, dimension, metric, engine=FLAT, params=None, owner="", tag="", dropped=False):
        """A collection, or a partition of its owner."""
        self.meta.execute(
            "INSERT INTO Tables(table_id,state,dimension,created_on,flag,index_file_size,engine_type,index_params,metric_type,"
            "owner_table,partition_tag,flush_lsn) VALUES (?,?,?,1,2,?,?,?,?,?,?,0)",
            (name, int(dropped), dimension, 1024 << 20, engine, json.dumps(params or {}), metric, owner, tag))

    def segment(self, table, name, ids, vectors, deleted=(), kind=RAW, engine=FLAT):
        """
        One flush. deleted: offsets as they are to be listed, in any order, repeated, also beyond the rows.

        Returns which rows live, a mask.
        """
        folder = self.folder(table, name)
        os.makedirs(folder)
        payload(os.path.join(folder, name + ".uid"), ids)
        payload(os.path.join(folder, name + ".rv"), vectors)
        payload(os.path.join(folder, "deleted_docs"), np.array(deleted, np.int32))
        live = np.ones(len(ids), bool)
        live[[offset for offset in set(deleted) if offset < len(ids)]] = False
        self.file(table, name, name, kind, ids.nbytes + vectors.nbytes, int(live.sum()), engine)
        return live

    def folder(self, table, segment):
        return os.path.join(self.tables, table, segment)

    def file(self, table, segment, file, kind, size, rows, engine=FLAT):
        self.meta.execute(
            "INSERT INTO TableFiles(table_id,segment_id,engine_type,file_id,file_type,file_size,row_count,updated_time,"
            "created_on,date,flush_lsn) VALUES (?,?,?,?,?,?,?,1,1,1231114,0)",
            (table, segment, engine, file, kind, size, rows))

    def end(self):
        self.meta.commit()
        self.meta.close()


def payload(path, array):
    """An array behind its length in bytes, as every file of a segment."""
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", array.nbytes))
        file.write(array.tobytes())
