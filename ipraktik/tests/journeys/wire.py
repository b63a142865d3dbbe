"""The wire between a browser and the site: it can be cut, and it can lose an answer after the site has acted."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

STAYS_HERE = {"connection", "transfer-encoding", "keep-alive", "content-length"}


class Wire:
    """`address` is what the browser knows. While `loses` is set, the answer to whatever is posted is lost."""

    def __init__(self, site):
        self.site, self.loses, self.posted, self.server, self.port = urlsplit(site), False, 0, None, 0
        self.open()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def open(self):
        self.server = Server(("127.0.0.1", self.port), Passing)
        self.server.wire, self.port = self, self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def cut(self):
        self.server.shutdown()
        self.server.server_close()


class Server(ThreadingHTTPServer):
    daemon_threads, allow_reuse_address = True, True

    def handle_error(self, request, client_address):
        """A browser that went away is no news."""


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def passed_on(self):
        wire = self.server.wire
        asked = http.client.HTTPConnection(wire.site.hostname, wire.site.port, timeout=30)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked.request(self.command, self.path, body or None, dict(self.headers) | {"Connection": "close"})
        answer = asked.getresponse()
        content = answer.read()
        wire.posted += self.command == "POST"
        if not (wire.loses and self.command == "POST"):
            self.give(answer, content)

    def give(self, answer, content):
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in STAYS_HERE:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_HEAD = passed_on  # noqa: N815

    def log_message(self, *said):
        pass
