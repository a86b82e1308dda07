"""Makes collections as somebody else would. Usage: foreign.py URI NAME:KIND:DIM:INDEX:NLIST[:loaded]...; KIND float or binary"""
import sys

from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections, utility

connections.connect(uri=sys.argv[1])
for wanted in sys.argv[2:]:
    name, kind, dim, index, nlist, *loaded = wanted.split(":")
    binary = kind == "binary"
    if utility.has_collection(name):
        utility.drop_collection(name)
    collection = Collection(name, CollectionSchema([
        FieldSchema("id", DataType.INT64, is_primary=True),
        FieldSchema("data", DataType.BINARY_VECTOR if binary else DataType.FLOAT_VECTOR, dim=int(dim)),
    ]))
    collection.create_index("data", {"index_type": index, "metric_type": "JACCARD" if binary else "L2", "params": {"nlist": int(nlist)}})
    if loaded:
        collection.load()
