"""Compares a Milvus 2.x with what a real Milvus 1.x was told, row for row and bit for bit.

Shares no code with m2m and trusts nothing it says: the truth was written beside the 1.x store, the target is read by
pymilvus. Prints a JSON list of findings, sentences; an empty list means that the target is exact.

What a 2.x server cannot show is allowed for: a query returns one row of a repeated id, and never a row of id 2^63-1; both are
in the count, and the latter is found by a search.
"""
import argparse
import json
import os
import re
from collections import defaultdict

import numpy as np
from pymilvus import Collection, DataType, Partition, connections, utility

UNREADABLE_ID = 2**63 - 1
EVERY_ID = f"id <= {UNREADABLE_ID}"  # 2.2 takes no empty expression
METRICS = {1: "L2", 2: "IP", 3: "HAMMING", 4: "JACCARD", 5: "JACCARD", 6: "SUBSTRUCTURE", 7: "SUPERSTRUCTURE"}
FLOAT_INDEXES = {1: "FLAT", 2: "IVF_FLAT", 3: "IVF_SQ8", 5: "IVF_SQ8", 6: "IVF_PQ", 11: "HNSW"}
BINARY_INDEXES = {1: "BIN_FLAT", 2: "BIN_IVF_FLAT"}
NAMED = 5  # ids named in one finding


class Truth:
    """One partition: ids, and vectors as rows of bytes."""

    def __init__(self, folder, partition, skip_invalid, last):
        ids = np.load(os.path.join(folder, partition["ids"]))
        vectors = np.load(os.path.join(folder, partition["vectors"]))
        if last is not None:
            written = np.load(os.path.join(folder, partition["written"]))
            kept = np.array([last[row_id] == moment for row_id, moment in zip(ids.tolist(), written.tolist())], dtype=bool)
            ids, vectors = ids[kept], vectors[kept]
        if skip_invalid and vectors.dtype == np.float32:
            valid = np.isfinite(vectors).all(axis=1)
            ids, vectors = ids[valid], vectors[valid]
        self.rows = defaultdict(set)
        for row_id, vector in zip(ids.tolist(), vectors):
            self.rows[row_id].add(vector.tobytes())
        self.count = len(ids)
        self.unreadable = vectors[ids == UNREADABLE_ID]


def last_of_each(folder, partitions):
    """When the last copy of each id was written, over all partitions of a collection."""
    last = {}
    for partition in partitions:
        ids, written = (np.load(os.path.join(folder, partition[column])).tolist() for column in ("ids", "written"))
        for row_id, moment in zip(ids, written):
            last[row_id] = max(moment, last.get(row_id, moment))
    return last


def in_2x(name, collection=False):
    """The documented rule for names that 2.x refuses."""
    name = re.sub("[^A-Za-z0-9_]", "_", name)
    return "_" + name if collection and name[:1].isdigit() else name


def some(ids):
    ids = sorted(ids)
    return f"{len(ids)} ({', '.join(map(str, ids[:NAMED]))}{', ...' if len(ids) > NAMED else ''})"


def read(collection, partition, binary):
    """Rows as a query returns them: id to bytes of the vector."""
    rows, repeated = {}, []
    pages = collection.query_iterator(
        batch_size=2000, expr=EVERY_ID, output_fields=["id", "data"], partition_names=[partition], consistency_level="Strong")
    while page := pages.next():
        for row in page:
            vector = row["data"][0] if binary else np.array(row["data"], dtype=np.float32).tobytes()
            if row["id"] in rows:
                repeated.append(row["id"])
            rows[row["id"]] = vector
    pages.close()
    return rows, repeated


def count(collection, partition):
    if utility.get_server_version().lstrip("v").startswith("2.2."):
        return Partition(collection, partition).num_entities  # the only count that it has
    found = collection.query(
        expr="", output_fields=["count(*)"], partition_names=[partition], consistency_level="Strong")
    return found[0]["count(*)"]


def found_by_search(collection, partition, truth, metric):
    """The vectors of id 2^63-1 whose search does not return it."""
    for vector in truth.unreadable:
        query = vector.tobytes() if vector.dtype == np.uint8 else vector.tolist()
        hits = collection.search(
            [query], "data", {"metric_type": metric, "params": {}}, limit=min(16384, truth.count),
            partition_names=[partition], consistency_level="Strong")
        yield UNREADABLE_ID in hits[0].ids


def compare_partition(collection, partition, truth, described):
    counted = count(collection, partition)
    if counted != truth.count:
        yield f"count(*) is {counted}, 1.x had {truth.count}"
    rows, repeated = read(collection, partition, described["binary"])
    if repeated:
        yield f"returned more than once: {some(repeated)}"
    missing = truth.rows.keys() - rows.keys() - {UNREADABLE_ID}
    if missing:
        yield f"missing: {some(missing)}"
    extra = rows.keys() - truth.rows.keys()
    if extra:
        yield f"extra: {some(extra)}"
    different = [row_id for row_id in rows.keys() & truth.rows.keys() if rows[row_id] not in truth.rows[row_id]]
    if different:
        yield f"different: {some(different)}"
    if not all(found_by_search(collection, partition, truth, METRICS[described["metric_type"]])):
        yield f"id {UNREADABLE_ID} is not found by its vector"


def compare_schema(collection, described):
    fields = {field.name: field for field in collection.schema.fields}
    if fields.keys() != {"id", "data"}:
        yield f"fields are {sorted(fields)}"
        return
    if fields["id"].dtype != DataType.INT64 or not fields["id"].is_primary or collection.schema.auto_id:
        yield "id is not an int64 primary key given by the client"
    kind = DataType.BINARY_VECTOR if described["binary"] else DataType.FLOAT_VECTOR
    if fields["data"].dtype != kind:
        yield f"vectors are {fields['data'].dtype.name}"
    if fields["data"].params["dim"] != described["dimension"]:
        yield f"dimension is {fields['data'].params['dim']}, 1.x had {described['dimension']}"


def compare_index(collection, described):
    number, params = described.get("index") or [1, {}]
    expected = (BINARY_INDEXES if described["binary"] else FLOAT_INDEXES)[number]
    indexes = [index.params for index in collection.indexes]
    if len(indexes) != 1:
        yield f"has {len(indexes)} indexes"
        return
    if indexes[0]["index_type"] != expected:
        yield f"index is {indexes[0]['index_type']}, expected {expected}"
    if indexes[0]["metric_type"] != METRICS[described["metric_type"]]:
        yield f"metric is {indexes[0]['metric_type']}, expected {METRICS[described['metric_type']]}"
    # Clients write them beside the type or below "params"; servers take and show both.
    actual = {key: str(value) for key, value in {**indexes[0], **indexes[0].get("params", {})}.items()}
    for key, value in params.items():
        if actual.get(key) != str(value):
            yield f"index parameter {key} is {actual.get(key)}, 1.x had {value}"


def compare_collection(name, source, described, options):
    collection = Collection(name)
    yield from compare_schema(collection, described)
    yield from compare_index(collection, described)
    last = last_of_each(options.truth, described["partitions"]) if options.keep_last else None
    truths = {
        options.renamed.get(f"{source}/{partition['tag']}", in_2x(partition["tag"])): Truth(
            options.truth, partition, options.skip_invalid, last)
        for partition in described["partitions"]
    }
    if len(truths) != len(described["partitions"]):
        raise ValueError(f"partitions of {name} collide in 2.x")
    partitions = {partition.name for partition in collection.partitions}
    if partitions != truths.keys():
        yield f"partitions are {sorted(partitions)}, expected {sorted(truths)}"
    total = sum(truth.count for truth in truths.values())
    if collection.num_entities != total:
        yield f"num_entities is {collection.num_entities}, 1.x had {total}"
    for partition in sorted(partitions & truths.keys()):
        for finding in compare_partition(collection, partition, truths[partition], described):
            yield f"partition {partition}: {finding}"


def compare(options):
    with open(os.path.join(options.truth, "truth.json"), encoding="utf-8") as file:
        described = json.load(file)["collections"]
    renamed = options.renamed
    chosen = {
        renamed.get(name, in_2x(name, collection=True)): (name, of)
        for name, of in described.items()
        if (not options.collections or name in options.collections) and name not in options.leave_out
    }
    left_out = {renamed.get(name, in_2x(name, collection=True)) for name in options.leave_out}
    present = set(utility.list_collections())
    for name in sorted(chosen.keys() - present):
        yield f"{name}: not there"
    for name in sorted(present - chosen.keys() - left_out):
        yield f"{name}: not of 1.x"
    for name in sorted(present & chosen.keys()):
        for finding in compare_collection(name, *chosen[name], options):
            yield f"{name}: {finding}"


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--uri", required=True)
    arguments.add_argument("--truth", required=True, help="folder with truth.json")
    arguments.add_argument("--collections", nargs="*", default=[], help="names in 1.x; all when empty")
    arguments.add_argument("--leave-out", nargs="*", default=[], help="names in 1.x of collections that may hold anything")
    arguments.add_argument("--rename", nargs="*", default=[], help="1.x=2.x, collections or collection/tag")
    arguments.add_argument("--skip-invalid", action="store_true", help="rows with NaN and infinity are left out")
    arguments.add_argument(
        "--keep-last", action="store_true", help="of each id of a collection only the row that was written last")
    chosen_options = arguments.parse_args()
    chosen_options.renamed = dict(pair.split("=", 1) for pair in chosen_options.rename)
    connections.connect(uri=chosen_options.uri)
    print(json.dumps(list(compare(chosen_options))))
