"""Makes a database and a user who may do all in it. Usage: tenant.py URI ACCESS DATABASE USER PASSWORD

ACCESS is a JSON object: what else pymilvus is to connect with.
"""
import json
import sys

from pymilvus import Role, connections, db, utility

uri, access, database, user, password = sys.argv[1:]
connections.connect(uri=uri, **json.loads(access))
db.create_database(database)
utility.create_user(user, password)
Role("admin").add_user(user)
