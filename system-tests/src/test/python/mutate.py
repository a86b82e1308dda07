"""Changes the migrated collections of small_store.py on the target behind m2m's back, each in its own way.

Nothing is flushed and nothing waited for. Usage: mutate.py URI FOLDER; FOLDER is one that the server can read.
"""
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections, utility


def rows(collection, ids, binary=False):
    """Vectors by id."""
    found = collection.query(f"id in {list(ids)}", output_fields=["id", "data"], consistency_level="Strong")
    if binary:
        return {row["id"]: np.frombuffer(row["data"][0], dtype=np.uint8).copy() for row in found}
    return {row["id"]: np.array(row["data"], dtype=np.float32) for row in found}


def insert(collection, vectors, partition="_default"):
    data = [v.tobytes() if v.dtype == np.uint8 else v.tolist() for v in vectors.values()]
    collection.insert([list(vectors), data], partition_name=partition)


def delete(collection, ids, partition=None):
    collection.delete(f"id in {list(ids)}", partition_name=partition)


def overwrite(collection, vectors):
    delete(collection, vectors)
    insert(collection, vectors)


def index_anew(collection, index, metric, params):
    collection.release()
    collection.drop_index()
    collection.create_index("data", {"index_type": index, "metric_type": metric, "params": params})
    collection.load()


def replaced(collection):
    """One row is gone, another is there in its place: the count agrees."""
    vectors = rows(collection, [3])
    delete(collection, [3])
    insert(collection, {103: vectors[3]})


def vectors(collection):
    """Two vectors exchanged, one bit flipped, one zero without its sign."""
    old = rows(collection, [5, 6, 8, 9])
    flipped = old[8].copy()
    flipped.view(np.uint32)[-1] ^= 1
    assert np.signbit(old[9][0])
    unsigned = old[9].copy()
    unsigned[0] = 0.0
    overwrite(collection, {5: old[6], 6: old[5], 8: flipped, 9: unsigned})


def partitions(collection):
    """A row is in another one; one is lost with its rows, one is there that has none, one that has."""
    moved = rows(collection, [4])
    delete(collection, [4])
    insert(collection, moved, "tag")
    collection.partition("lost").release()
    collection.partition("lost").drop()
    collection.create_partition("empty")
    collection.create_partition("stranger")
    insert(collection, {77: np.ones(8, dtype=np.float32)}, "stranger")


def metric(collection):
    index_anew(collection, "FLAT", "IP", {})


def dimension(collection):
    name = collection.name
    collection.drop()
    other = Collection(name, CollectionSchema([
        FieldSchema("id", DataType.INT64, is_primary=True), FieldSchema("data", DataType.FLOAT_VECTOR, dim=16)]))
    other.create_index("data", {"index_type": "FLAT", "metric_type": "L2", "params": {}})
    other.load()
    insert(other, {row: np.full(16, row, dtype=np.float32) for row in range(1, 31)})


def index(collection):
    index_anew(collection, "IVF_FLAT", "L2", {"nlist": 16})


def unindexed(collection):
    collection.release()
    collection.drop_index()


def bits(collection):
    """The last bit of the last byte of one vector, and a row that is gone."""
    vectors_flipped = rows(collection, [5], binary=True)
    vectors_flipped[5][-1] ^= 1
    overwrite(collection, vectors_flipped)
    delete(collection, [20])


def copied(collection, folder):
    """A second copy of a row is imported into the loaded collection, which goes on answering without it."""
    os.makedirs(folder)
    files = [os.path.join(folder, "id.npy"), os.path.join(folder, "data.npy")]
    np.save(files[0], np.array([7]))
    np.save(files[1], np.stack([rows(collection, [7])[7]]))
    job = utility.do_bulk_insert(collection.name, files, partition_name="_default")
    while (state := utility.get_bulk_insert_state(job)).state_name != "Completed":
        if "Failed" in state.state_name:
            sys.exit(state.failed_reason)


def main(uri, folder):
    connections.connect(uri=uri)
    with ThreadPoolExecutor() as together:
        changes = [replaced, vectors, partitions, metric, dimension, index, unindexed, bits]
        list(together.map(lambda change: change(Collection(change.__name__)), changes))
    copied(Collection("copied"), folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
