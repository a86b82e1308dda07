"""Runs the Milvus server of the PyPI package for as long as standard input stays open.

The package's own command moves ports without saying so, waits three minutes for a server that has died, and leaves it
running when it is ended itself. Here the kernel closes standard input when the caller ends, however it ends.

Arguments: a data folder, a folder with the unpacked binaries, then key=value of the server's configuration.
Prints the port of its gRPC service in one line, when the server is healthy.
"""
import json
import os
import random
import select
import socket
import sys
import urllib.request

from milvus import MilvusServer, MilvusServerConfig

# Below the range that kernels give to outgoing connections: such a port would not stay free until the server listens.
PORTS = range(15000, 32000)

ETCD = """\
name: default
data-dir: {data}
listen-client-urls: http://127.0.0.1:{client}
advertise-client-urls: http://127.0.0.1:{client}
listen-peer-urls: http://127.0.0.1:{peer}
initial-advertise-peer-urls: http://127.0.0.1:{peer}
initial-cluster: default=http://127.0.0.1:{peer}
"""


def free_ports(names):
    """A free port for each name; held together until all are found, so that they differ."""
    held = {}
    for name in names:
        while name not in held:
            candidate = socket.socket()
            try:
                candidate.bind(("", random.choice(PORTS)))
                held[name] = candidate
            except OSError:
                candidate.close()
    ports = {name: held[name].getsockname()[1] for name in names}
    for candidate in held.values():
        candidate.close()
    return ports


def configure(folder, settings):
    config = MilvusServerConfig(data_dir=folder)
    keys = [key for key in config.configurable_items if key.endswith("_port")]
    ports = free_ports(keys + ["etcd_peer", "health"])
    config.update(**{key: ports[key] for key in keys})
    for setting in settings:
        key, value = setting.split("=", 1)
        config.set(key, value)
    etcd = os.path.join(folder, "etcd.yaml")
    with open(etcd, "w", encoding="utf-8") as file:
        data = json.dumps(os.path.join(folder, "data", "etcd.data"))
        file.write(ETCD.format(data=data, client=ports["etcd_port"], peer=ports["etcd_peer"]))
    os.environ["ETCD_CONFIG_PATH"] = etcd
    server = MilvusServer(config, wait_for_started=False)
    server.webservice_port = ports["health"]
    return server, ports


def healthy(ports):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{ports['health']}/healthz", timeout=5) as page:
            if b"OK" not in page.read():
                return False
        socket.create_connection(("127.0.0.1", ports["proxy_port"]), timeout=5).close()
        return True
    except OSError:
        return False


def caller_left(seconds):
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def main(folder, binaries, *settings):
    os.setsid()  # Ctrl-C in a terminal is for the caller, who ends the server when its own work is closed
    os.makedirs(folder, exist_ok=True)
    if not os.path.lexists(os.path.join(folder, "bin")):
        os.symlink(binaries, os.path.join(folder, "bin"))
    server, ports = configure(folder, settings)
    ready = False
    try:
        server.start()
        while not caller_left(0.2):
            if server.server_proc.poll() is not None:
                return f"the server ended with code {server.server_proc.returncode}"
            if not ready and healthy(ports):
                ready = True
                print(ports["proxy_port"], flush=True)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
