#!/usr/bin/python3
"""A cohort whose repositories are private: a token from a file, a certificate authority of the college's own, a proxy, and what is
said when one of them is missing. The token stands nowhere but in its file.

Usage: private.py GRADER
"""

import base64
import functools
import http.server
import json
import os
import pathlib
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TOKEN = "t0ps3cret-of-the-test"


class Private(http.server.SimpleHTTPRequestHandler):
    """Files below a folder, for whoever knows the token."""

    def do_GET(self):
        expected = "Basic " + base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
        if self.headers.get("Authorization") == expected:
            return super().do_GET()
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="repositories"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Proxy(socketserver.StreamRequestHandler):
    """Tunnels by CONNECT, and notes to where."""

    asked = []

    def handle(self):
        target = self.rfile.readline().split()[1].decode()
        while self.rfile.readline().strip():
            pass
        Proxy.asked.append(target)
        host, port = target.rsplit(":", 1)
        with socket.create_connection((host, int(port))) as upstream:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self.pass_on, args=(upstream, self.connection), daemon=True)
            back.start()
            self.pass_on(self.connection, upstream)
            back.join()

    @staticmethod
    def pass_on(source, target):
        while data := source.recv(65536):
            target.sendall(data)
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it is gone already


def serve_proxy():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def serve(folder):
    key, certificate = folder / "key.pem", folder / "ca.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = functools.partial(Private, directory=folder / "served")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    grader = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        served = folder / "served/work.git"
        subprocess.run([ROOT / "scripts/make-bundle", ROOT / "exercises/task-list", "good", folder / "good.bundle"], check=True)
        subprocess.run(["git", "clone", "-q", "--bare", folder / "good.bundle", served], check=True)
        subprocess.run(["git", "-C", served, "update-server-info"], check=True)
        port = serve(folder)
        (folder / "roster.csv").write_text(f"apprentice,repository\na1,https://localhost:{port}/work.git\n", encoding="utf-8")
        (folder / "credentials.json").write_text(json.dumps({"localhost": {"token": TOKEN}}), encoding="utf-8")
        os.chmod(folder / "credentials.json", 0o600)
        said = []

        def run(command, *options, **more):
            rules = {"schema": "grader-cohort-1", "name": "C1", "exercises": ["task-list"], "roster": "roster.csv", **more}
            (folder / "cohort.json").write_text(json.dumps(rules), encoding="utf-8")
            env = {"PATH": os.environ["PATH"], "HOME": str(folder), "GRADER_CACHE": os.environ.get("GRADER_CACHE", str(folder / "cache"))}
            ran = subprocess.run([grader, "cohort", command, *options], cwd=folder, env=env, capture_output=True, text=True)
            said.append(ran.stdout + ran.stderr)
            return ran.returncode, said[-1]

        code, text = run("check")
        assert code == 4 and "certificate" in text, text
        code, text = run("check", ca="ca.pem")
        assert code == 4 and "does not let this machine in" in text and "a1" in text, text
        assert 'localhost  1 row; "credentials" names nothing for it' in text, text
        os.chmod(folder / "credentials.json", 0o644)
        code, text = run("check", ca="ca.pem", credentials="credentials.json")
        assert code == 3 and "others than its owner can read it" in text, text
        os.chmod(folder / "credentials.json", 0o600)
        (folder / "wrong.json").write_text(json.dumps({"localhost": {"token": "another"}}), encoding="utf-8")
        os.chmod(folder / "wrong.json", 0o600)
        code, text = run("check", ca="ca.pem", credentials="wrong.json")
        assert code == 4 and 'localhost  1 row; it refuses what "credentials" names for it' in text, text
        assert json.loads(run("check", "--json", ca="ca.pem", credentials="wrong.json")[1])["hosts_that_refuse"] == [
            {"host": "localhost", "rows": 1, "with_credential": True}]
        code, text = run("check", ca="ca.pem", credentials="credentials.json")
        assert code == 0 and "1 of 1" in text, text
        assert not Proxy.asked
        code, text = run("check", ca="ca.pem", credentials="credentials.json", proxy=f"http://127.0.0.1:{serve_proxy()}")
        assert code == 0 and "1 of 1" in text, text
        assert set(Proxy.asked) == {f"localhost:{port}"}, Proxy.asked
        code, text = run("check", ca="ca.pem", credentials="credentials.json", proxy="http://127.0.0.1:9")
        assert code == 4 and "0 of 1" in text, text
        code, text = run("run", ca="ca.pem", credentials="credentials.json")
        assert code == 0 and "graded 1" in text, text
        assert TOKEN not in "".join(said)
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "credentials.json":
                assert TOKEN.encode() not in path.read_bytes(), path
    print("private repositories: refused, named, reached; the token stands nowhere else")
    return 0


sys.exit(main())
