"""Fills a Milvus 2.x with the truth of a store, exactly or with a wrong row for each kind of damage, to try the oracle on.

Usage: plant.py URI TRUTH FOLDER [collection[=damage]]...; FOLDER is one that the server can read.
"""
import json
import os
import sys

import numpy as np
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections, utility

METRICS = {1: "L2", 2: "IP", 3: "HAMMING", 4: "JACCARD", 5: "JACCARD", 6: "SUBSTRUCTURE", 7: "SUPERSTRUCTURE"}


def damaged(ids, vectors, damage):
    if damage == "bit":
        vectors = vectors.copy()
        vectors.view(np.uint8)[len(ids) // 2, -1] ^= 1
    elif damage == "sign":
        vectors = np.where(vectors == 0, np.negative(vectors), vectors)
    elif damage == "lost":
        ids, vectors = ids[1:], vectors[1:]
    elif damage == "extra":
        ids, vectors = np.append(ids, np.int64(-4711)), np.concatenate([vectors, vectors[:1]])
    elif damage == "doubled":
        ids, vectors = np.append(ids, ids[:1]), np.concatenate([vectors, vectors[:1]])
    elif damage == "swapped":
        vectors = np.roll(vectors, 1, axis=0)
    return ids, vectors


def create(name, described):
    kind = DataType.BINARY_VECTOR if described["binary"] else DataType.FLOAT_VECTOR
    collection = Collection(name, CollectionSchema([
        FieldSchema("id", DataType.INT64, is_primary=True),
        FieldSchema("data", kind, dim=described["dimension"]),
    ]))
    collection.create_index("data", {
        "index_type": "BIN_FLAT" if described["binary"] else "FLAT",
        "metric_type": METRICS[described["metric_type"]],
        "params": {},
    })
    return collection


def bulk_insert(name, partition, folder, ids, vectors):
    os.makedirs(folder)
    files = [os.path.join(folder, "id.npy"), os.path.join(folder, "data.npy")]
    np.save(files[0], ids)
    np.save(files[1], vectors)
    job = utility.do_bulk_insert(name, files, partition_name=partition)
    while (state := utility.get_bulk_insert_state(job)).state_name != "Completed":
        if "Failed" in state.state_name:
            sys.exit(f"{name}/{partition}: {state.failed_reason}")


def main(uri, truth, folder, *wanted):
    connections.connect(uri=uri)
    with open(os.path.join(truth, "truth.json"), encoding="utf-8") as file:
        collections = json.load(file)["collections"]
    for choice in wanted:
        name, _, damage = choice.partition("=")
        collection = create(name, collections[name])
        for number, partition in enumerate(collections[name]["partitions"]):
            tag = partition["tag"].replace(" ", "_").replace("空", "_").replace(".", "_").replace("-", "_")
            if tag != "_default":
                collection.create_partition(tag)
            ids, vectors = damaged(
                np.load(os.path.join(truth, partition["ids"])),
                np.load(os.path.join(truth, partition["vectors"])),
                damage if number == 0 else "")
            if len(ids):
                bulk_insert(name, tag, os.path.join(folder, name, tag), ids, vectors)
        collection.load()


if __name__ == "__main__":
    main(*sys.argv[1:])
