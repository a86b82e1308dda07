"""Does harm between m2m and what it asks: an addon of mitmproxy. Usage: mitmdump -s faults.py --set faults=FILE --set journal=FILE

FILE of faults, JSON, read again when it has changed: a list, in which the first that fits and is not used up is done:
  name     in the journal, which gets a line for each fault that was really done
  port     of the proxy's listener
  fits     regular expression: over "METHOD PATH" of a request of HTTP or gRPC, over the bytes of a TCP message as Latin-1
  of       "client" or "server": whose TCP message it is
  skip     how many that fit are let through before
  times    how often, at most
  deed     what is done:
    status N       the answer is N, the server never hears of it
    refuse N       the listener is away for N seconds: connections are refused; the one that asked is reset
    reset          the connection is reset before the server hears of it
    mid-upload     the connection is reset in the middle of the request's body
    mid-download   the connection is reset in the middle of the answer's body
    short          the answer's body ends in order before its Content-Length
    flip N         bit 0 of byte N of the answer's body is another one
    slow N         N seconds pass before the server hears of it
    lost           the server has done it and answered, and the connection is reset
    silence N      nothing is answered for N seconds, then the connection is reset; the server has heard of it
"""
import asyncio
import json
import os
import re
import socket
import struct

from mitmproxy import ctx, http

NOW = struct.pack("ii", 1, 0)
CODES = {429: "TooManyRequests", 500: "InternalError", 503: "SlowDown"}


class Faults:
    def __init__(self):
        self.faults = []
        self.read = 0

    def load(self, loader):
        loader.add_option("faults", str, "", "what is to be done")
        loader.add_option("journal", str, "", "what has been done")
        loader.add_option("grpc", str, "", "ports of listeners that speak HTTP/2 without TLS")

    def client_connected(self, client):
        if str(client.sockname[1]) in ctx.options.grpc.split(","):
            client.alpn = b"h2"

    def server_connected(self, data):
        if data.client.alpn == b"h2":
            data.server.alpn = b"h2"

    def pick(self, flow, text, deeds, of="client"):
        changed = os.stat(ctx.options.faults).st_mtime_ns
        if changed != self.read:
            self.read = changed
            with open(ctx.options.faults) as file:
                self.faults = json.load(file)
        port = flow.client_conn.sockname[1]
        for fault in self.faults:
            if (fault["times"] > 0 and fault["port"] == port and fault["of"] == of
                    and fault["deed"].split()[0] in deeds and re.search(fault["fits"], text, re.DOTALL)):
                if fault["skip"] > 0:
                    fault["skip"] -= 1
                    continue
                fault["times"] -= 1
                return fault
        return None

    def done(self, fault, text):
        with open(ctx.options.journal, "a") as file:
            file.write(json.dumps({"fault": fault["name"], "asked": text[:200]}) + "\n")

    def reset(self, flow):
        """What is left is not sent: the peer hears of a reset."""
        for handler in list(ctx.master.addons.get("proxyserver").connections.values()):
            if handler.client.id == flow.client_conn.id:
                for connection in list(handler.transports.values()):
                    connection.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NOW)
                    connection.writer.transport.abort()

    def hang_up(self, flow):
        """What was sent arrives, and then nothing more."""
        for handler in list(ctx.master.addons.get("proxyserver").connections.values()):
            if handler.client.id == flow.client_conn.id and handler.client in handler.transports:
                handler.transports[handler.client].writer.close()

    async def refuse(self, flow, seconds):
        port = flow.client_conn.sockname[1]
        modes = list(ctx.options.mode)
        away = [mode for mode in modes if re.search(f"[@:]{port}$", mode)]
        ctx.options.update(mode=[mode for mode in modes if mode not in away])
        self.reset(flow)
        await asyncio.sleep(seconds)
        ctx.options.update(mode=list(ctx.options.mode) + away)

    @staticmethod
    def number(fault):
        return float(fault["deed"].split()[1])

    # HTTP, and gRPC

    def requestheaders(self, flow):
        text = f"{flow.request.method} {flow.request.path}"
        fault = self.pick(flow, text, ["mid-upload"])
        if fault:
            flow.request.stream = self.broken(flow, fault, text, self.reset)

    async def request(self, flow):
        text = f"{flow.request.method} {flow.request.path}"
        fault = self.pick(flow, text, ["status", "refuse", "reset", "slow"])
        if not fault:
            return
        self.done(fault, text)
        deed = fault["deed"].split()[0]
        if deed == "status":
            status = int(self.number(fault))
            flow.response = http.Response.make(
                status, f"<Error><Code>{CODES[status]}</Code></Error>", {"Content-Type": "application/xml"})
        elif deed == "slow":
            await asyncio.sleep(self.number(fault))
        elif deed == "refuse":
            asyncio.ensure_future(self.refuse(flow, self.number(fault)))
            flow.kill()
        else:
            self.reset(flow)
            flow.kill()

    def responseheaders(self, flow):
        if flow.response.status_code >= 300:
            return
        text = f"{flow.request.method} {flow.request.path}"
        fault = self.pick(flow, text, ["mid-download", "short"])
        if fault:
            broken = self.reset if fault["deed"] == "mid-download" else self.hang_up
            flow.response.stream = self.broken(flow, fault, text, broken)

    def broken(self, flow, fault, text, breaking):
        """Half of the first piece is let through."""
        passed = []

        def piece(data):
            if passed or not data:
                return b""
            passed.append(True)
            self.done(fault, text)
            asyncio.get_running_loop().call_later(0.05, breaking, flow)
            return data[:len(data) // 2]
        return piece

    async def response(self, flow):
        if flow.response.status_code >= 300:
            return
        text = f"{flow.request.method} {flow.request.path}"
        fault = self.pick(flow, text, ["flip", "lost", "silence"])
        if not fault:
            return
        self.done(fault, text)
        deed = fault["deed"].split()[0]
        if deed == "flip":
            body = bytearray(flow.response.raw_content)
            body[int(self.number(fault)) % len(body)] ^= 1
            flow.response.raw_content = bytes(body)
            return
        if deed == "silence":
            await asyncio.sleep(self.number(fault))
        self.reset(flow)

    # TCP

    async def tcp_message(self, flow):
        message = flow.messages[-1]
        text = message.content.decode("latin-1")
        of = "client" if message.from_client else "server"
        fault = self.pick(flow, text, ["reset", "slow", "silence", "refuse"], of)
        if not fault:
            return
        self.done(fault, of)
        deed = fault["deed"].split()[0]
        if deed == "refuse":
            asyncio.ensure_future(self.refuse(flow, self.number(fault)))
            return
        if deed in ("slow", "silence"):
            await asyncio.sleep(self.number(fault))
        if deed in ("reset", "silence"):
            self.reset(flow)


addons = [Faults()]
