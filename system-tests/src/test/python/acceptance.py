"""What users of milvus-migration check after moving its sample collection. Usage: acceptance.py URI"""
import sys

from pymilvus import Collection, connections

connections.connect(uri=sys.argv[1])
collection = Collection("test1w")
assert collection.num_entities == 10000, collection.num_entities

collection.create_index("data", {"index_type": "FLAT", "metric_type": "L2", "params": {}})
collection.load()

rows = collection.query("id > 0", output_fields=["id", "data"])
assert [row["id"] for row in rows] == list(range(1, 10001))
assert all(row["data"] == [1.0] * 256 for row in rows)

hits = collection.search([[1.0] * 256], "data", {"metric_type": "L2", "params": {}}, limit=100)
assert len(hits[0]) == 100, len(hits[0])
