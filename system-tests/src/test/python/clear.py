"""Drops every collection. Usage: clear.py URI"""
import sys

from pymilvus import connections, utility

connections.connect(uri=sys.argv[1])
for name in utility.list_collections():
    utility.drop_collection(name)
