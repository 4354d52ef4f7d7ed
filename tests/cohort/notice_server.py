#!/usr/bin/python3
"""A server on the loopback that notices are sent to in tests; it dies with the test.

Usage: notice_server.py KIND FOLDER [ANSWER,...]

KIND      https, smtps, starttls, or bare (SMTP that offers no encryption)
FOLDER    holds cert.pem and key.pem; gets `port` once the server listens, and a line of JSON in `log` for each connection:
          what came over it, and what was answered
ANSWER    for each connection in turn, the last one for all that follow: a status of HTTP; a reply code to RCPT, with
          another behind "/" for the end of the mail; hang: nothing is ever said
"""

import base64
import email
import email.policy
import functools
import json
import pathlib
import socket
import ssl
import sys
import threading


def http(stream, answer, folder, note):
    start = stream.readline().decode().strip()
    headers = {}
    for line in iter(lambda: stream.readline().decode().strip(), ""):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    port = (folder / "port").read_text()
    note({"start": start, "headers": headers, "body": body.decode()})
    stream.write(f"HTTP/1.1 {answer} X\r\nLocation: https://localhost:{port}/elsewhere\r\nContent-Length: 0\r\n"
                 "Connection: close\r\n\r\n".encode())
    stream.flush()


def mail(data):
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    return {"headers": [[name, str(value)] for name, value in parsed.items()], "text": parsed.get_content().replace("\r\n", "\n")}


class Smtp:
    def __init__(self, connection, context, answer, encrypted):
        self.connection, self.context, self.encrypted = connection, context, encrypted
        self.answer, _, self.end = answer.partition("/")
        self.stream = connection.makefile("rwb")
        self.seen = {"from": "", "to": [], "login": "", "encrypted": encrypted}

    def say(self, line):
        self.stream.write((line + "\r\n").encode())
        self.stream.flush()

    def hello(self):
        offers = ["localhost", "AUTH PLAIN"] if self.encrypted else ["localhost", "SIZE"]
        offers += ["STARTTLS"] if self.context and not self.encrypted else []
        for i, offer in enumerate(offers):
            self.say("250" + (" " if i == len(offers) - 1 else "-") + offer)

    def start_tls(self):
        self.say("220 go")
        self.connection = self.context.wrap_socket(self.connection, server_side=True)
        self.stream = self.connection.makefile("rwb")
        self.encrypted = self.seen["encrypted"] = True

    def data(self):
        self.say("354 go")
        lines = []
        for line in iter(self.stream.readline, b".\r\n"):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.seen["mail"] = mail(b"".join(lines))
        self.say(f"{self.end or 250} so")

    def serve(self):
        self.say("220 localhost")
        while line := self.stream.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            if verb == "EHLO":
                self.hello()
            elif verb == "STARTTLS":
                self.start_tls()
            elif verb == "AUTH":
                self.say("334 ")
                self.seen["login"] = base64.b64decode(self.stream.readline()).decode().replace("\0", " ")
                self.say("235 in")
            elif verb == "MAIL":
                self.seen["from"] = rest
                self.say("250 ok")
            elif verb == "RCPT":
                self.seen["to"].append(rest)
                self.say(f"{self.answer} so")
            elif verb == "DATA":
                self.data()
            elif verb == "QUIT":
                self.say("221 bye")
                break
            else:
                self.say("502 no")
        return self.seen


def serve(kind, connection, context, answer, folder, note):
    try:
        if answer == "hang":
            note({})
            while connection.recv(1 << 16):
                pass
        elif kind == "https":
            http(context.wrap_socket(connection, server_side=True).makefile("rwb"), answer, folder, note)
        elif kind == "smtps":
            note(Smtp(context.wrap_socket(connection, server_side=True), None, answer, True).serve())
        else:
            note(Smtp(connection, context if kind == "starttls" else None, answer, False).serve())
    except (OSError, ValueError) as error:
        note({"error": str(error)})
    connection.close()


def main(kind, folder, answers):
    folder = pathlib.Path(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    listener = socket.create_server(("127.0.0.1", 0))
    (folder / "port.new").write_text(str(listener.getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    lock = threading.Lock()

    def note(answer, seen):
        with lock, open(folder / "log", "a", encoding="utf-8") as log:
            log.write(json.dumps({"answer": answer, **seen}) + "\n")

    for number in range(1 << 20):
        connection, _ = listener.accept()
        answer = answers[min(number, len(answers) - 1)]
        arguments = (kind, connection, context, answer, folder, functools.partial(note, answer))
        threading.Thread(target=serve, args=arguments, daemon=True).start()


main(sys.argv[1], sys.argv[2], sys.argv[3].split(","))
