"""Takes a row from a collection, which is loaded then, or not. Usage: lose.py URI COLLECTION ID [released]"""
import sys

from pymilvus import Collection, connections

connections.connect(uri=sys.argv[1])
collection = Collection(sys.argv[2])
collection.load()
collection.delete(f"id in [{sys.argv[3]}]")
collection.query(expr="", output_fields=["count(*)"], consistency_level="Strong")
if sys.argv[4:]:
    collection.release()
