"""Runs a command at a terminal of its own and talks with it.

usage: terminal.py SOCKET STEPS COMMAND...
Each line of the file STEPS is "wait TEXT" (until the command has shown it since the last one), "send TEXT" (\\r, \\t and \\e stand for keys),
or "until COMMAND = TEXT" (until the admin socket answers the command with such a text). Ends as the command does; 99 when a step never came true.
"""
import fcntl
import os
import pty
import select
import socket
import struct
import sys
import termios
import time

LIMIT_SECONDS = 20


def ask(path, command):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(LIMIT_SECONDS)
        client.connect(path)
        client.sendall(command.encode() + b"\n")
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := client.recv(65536):
            answer += chunk
        return answer


class Talk:
    def __init__(self, terminal):
        self.terminal = terminal
        self.shown = b""
        self.seen = 0
        self.open = True

    def read(self, seconds):
        """Takes what the command shows, which it must not be kept from."""
        if not self.open:
            time.sleep(seconds)
            return
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if ready:
            try:
                chunk = os.read(self.terminal, 65536)
            except OSError:
                chunk = b""
            self.open = bool(chunk)
            self.shown += chunk

    def until(self, holds, step):
        end = time.monotonic() + LIMIT_SECONDS
        while not holds():
            if time.monotonic() > end:
                sys.stdout.buffer.write(self.shown)
                print("\nnever came true: " + step)
                sys.exit(99)
            self.read(0.05)

    def wait(self, text, step):
        self.until(lambda: text in self.shown[self.seen:], step)
        self.seen = self.shown.index(text, self.seen) + len(text)


def main():
    path, steps, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
    talk = Talk(terminal)
    with open(steps, encoding="utf-8") as lines:
        for step in lines.read().splitlines():
            kind, text = step.split(" ", 1)
            if kind == "wait":
                talk.wait(text.encode(), step)
            elif kind == "send":
                keys = text.replace("\\r", "\r").replace("\\t", "\t").replace("\\e", "\x1b").replace("\\u", "\x15")
                os.write(terminal, keys.encode())
            else:
                question, answer = text.split(" = ", 1)
                talk.until(lambda: answer.encode() in ask(path, question), step)
    talk.until(lambda: not talk.open, "the end")
    _, status = os.waitpid(child, 0)
    sys.stdout.buffer.write(talk.shown)
    sys.exit(os.waitstatus_to_exitcode(status))


main()
