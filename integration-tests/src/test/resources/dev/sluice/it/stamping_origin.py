"""A web server that knows when requests reached its machine, not when it got round to reading them.

The kernel stamps received segments (SO_TIMESTAMPING); a loaded machine may wake this program milliseconds later, which
would look like an arrival. Prints its port, then answers every request with its name; GET /last tells the newest stamp
in nanoseconds since 1970.
"""
import socket
import struct
import sys
import threading

SO_TIMESTAMPING = 37
RX_SOFTWARE = 1 << 3
SOFTWARE = 1 << 4

name = sys.argv[1].encode()
lock = threading.Lock()
last = 0


def stamp(ancillary):
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPING:
            seconds, nanoseconds = struct.unpack_from("qq", data)
            return seconds * 1_000_000_000 + nanoseconds
    return 0


def serve(connection):
    global last
    pending = b""
    with connection:
        while True:
            try:
                data, ancillary, _, _ = connection.recvmsg(65536, 1024)
            except ConnectionResetError:
                return
            if not data:
                return
            pending += data
            arrived = stamp(ancillary)
            while b"\r\n\r\n" in pending:
                head, pending = pending.split(b"\r\n\r\n", 1)
                body = name
                if head.startswith(b"GET /last "):
                    body = str(last).encode()
                else:
                    with lock:
                        last = max(last, arrived)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


def main():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPING, RX_SOFTWARE | SOFTWARE)
    listener.listen(1024)
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPING, RX_SOFTWARE | SOFTWARE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


main()
