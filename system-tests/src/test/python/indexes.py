"""Collections of a Milvus 1.x with the indexes of a table, and what became of them on a Milvus 2.x. Shares no code with m2m.

Usage: indexes.py write FOLDER ROWS   writes a store, one collection for each row of the table
       indexes.py read URI ROWS       prints JSON: of each its index as the server describes it, how many rows the index covers, and
                                      which share of the nearest rows, by NumPy's distances, the server's searches find
ROWS is a JSON list of objects with name, index, metric and params, by the names of 1.x.
"""
import json
import sys

import numpy as np
from recall import distances
from store1x import Store

ENGINES = {
    "FLAT": 1, "IVF_FLAT": 2, "IVF_SQ8": 3, "NSG": 4, "IVF_SQ8H": 5, "IVF_PQ": 6, "SPTAG_KDT": 7, "SPTAG_BKT": 8, "BIN_FLAT": 9,
    "BIN_IVF_FLAT": 10, "HNSW": 11, "ANNOY": 12}
METRICS = {"L2": 1, "IP": 2, "HAMMING": 3, "JACCARD": 4, "TANIMOTO": 5, "SUBSTRUCTURE": 6, "SUPERSTRUCTURE": 7}
DIMENSION, BITS = 32, 64
ROWS = 1200  # a server does not index segments of less than 1,024
QUERIES, NEAREST = 5, 10
PARAMETERS = {"nprobe": 64, "ef": 64, "search_k": 640}
IDS = np.arange(1, ROWS + 1)


def binary(metric):
    return METRICS[metric] > 2


def vectors(metric):
    random = np.random.default_rng(METRICS[metric])
    if binary(metric):
        return np.packbits(random.random((ROWS, BITS)) < random.random((ROWS, 1)), axis=1)
    return random.normal(size=(ROWS, DIMENSION)).astype(np.float32)


def write(folder, rows):
    store = Store(folder)
    for number, row in enumerate(rows, 1):
        engine = ENGINES[row["index"]]
        store.table(row["name"], BITS if binary(row["metric"]) else DIMENSION, METRICS[row["metric"]], engine, row["params"])
        store.segment(row["name"], f"{number}000", IDS, vectors(row["metric"]), engine=engine)
    store.end()


def share_found(collection, metric, served):
    """Of the nearest rows; SUBSTRUCTURE and SUPERSTRUCTURE know no nearer and farther, only rows that match."""
    held = vectors(metric)
    found = wanted = 0
    for query in held[:QUERIES]:
        data = query.tobytes() if binary(metric) else query.tolist()
        hits = collection.search(
            [data], "data", {"metric_type": served, "params": PARAMETERS}, limit=NEAREST,
            consistency_level="Strong")[0].ids
        if metric == "SUBSTRUCTURE":
            far = np.where(((query & held) == query).all(axis=1), 0, np.inf)
        elif metric == "SUPERSTRUCTURE":
            far = np.where(((query & held) == held).all(axis=1), 0, np.inf)
        else:
            far = distances("JACCARD" if metric == "TANIMOTO" else metric, query, held)
        reach = min(np.sort(far)[NEAREST - 1] + 1e-3, np.finfo(float).max)
        wanted += min(NEAREST, int((far <= reach).sum()))
        found += sum(far[hit - 1] <= reach for hit in hits)
    return found / wanted


def read(uri, rows):
    from pymilvus import Collection, connections, utility

    connections.connect(uri=uri)
    indexes = []
    for row in rows:
        collection = Collection(row["name"])
        index, = collection.indexes
        told = dict(index.params)
        params = {**told.pop("params", {}), **told}
        served = params.pop("metric_type")
        indexes.append({
            "name": row["name"], "index": params.pop("index_type"), "metric": served,
            "params": {key: str(value) for key, value in params.items()},
            "indexed": utility.index_building_progress(row["name"])["indexed_rows"],
            "found": share_found(collection, row["metric"], served)})
    print(json.dumps(indexes))


if __name__ == "__main__":
    verb, place, file = sys.argv[1:]
    with open(file, encoding="utf-8") as table:
        {"write": write, "read": read}[verb](place, json.load(table))
