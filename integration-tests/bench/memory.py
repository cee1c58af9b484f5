"""What connections cost in memory: ten thousand that say nothing, and a thousand that take nothing of a large file."""
import os, resource, socket, ssl, time

import scenarios

# A proxy needs two files for each; where the system allows fewer, there are fewer.
IDLE = min(10000, (resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 1000) // 2)
STALLED = 1000
# At most so much for a virtual machine's heap, in MB: what is measured is told with it.
HEAP = 128
KINDS = {"HTTP": ("http", ""), "TCP": ("tcp", ""), "TLS": ("http", scenarios.TLS)}
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def settle(program):
    """Resident memory once it stays as it is."""
    program.collect()
    last = program.resident()
    while True:
        time.sleep(0.5)
        now = program.resident()
        if abs(now - last) < 0.5:
            return now
        last = now


def connect(program, context):
    plain = socket.create_connection(("127.0.0.1", program.port), 20)
    return context.wrap_socket(plain) if context else plain


def asked(program, context):
    connection = connect(program, context)
    connection.sendall(REQUEST)
    if not connection.recv(4096).startswith(b"HTTP/1.1 200"):
        raise SystemExit("no answer of " + program.name)
    return connection


def context_for(kind):
    if kind != "TLS":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def idle(bench):
    report = {}
    lines = ["", "### idle-10k: %d connections that have had one answer and say nothing more (heap of a virtual machine: %d MB at most)" % (IDLE, HEAP),
             "", "| connections | program | MB with none | MB with all | kB each |", "|---|---|---|---|---|"]
    for kind, (mode, bind) in KINDS.items():
        for name in bench.commands:
            program = bench.start(name, scenarios.plain(mode, bind))
            context = context_for(kind)
            for _ in range(200):
                asked(program, context).close()
            before = settle(program)
            held = [asked(program, context) for _ in range(IDLE)]
            after = settle(program)
            each = (after - before) * 1024 / IDLE
            report["%s %s" % (kind, name)] = {"before": before, "after": after, "kb_each": each}
            lines.append("| %s | %s | %.0f | %.0f | %.2f |" % (kind, name, before, after, each))
            for connection in held:
                connection.close()
            bench.stop([program])
    return "\n".join(lines), report


def stalled(bench):
    report = {}
    lines = ["", "### slow-readers: %d clients that have asked for 10 MB and take nothing" % STALLED, "",
             "| program | MB with none | MB with all | kB each |", "|---|---|---|---|"]
    for name in bench.commands:
        program = bench.start(name, scenarios.plain("http"))
        for _ in range(200):
            asked(program, None).close()
        before = settle(program)
        held = []
        for _ in range(STALLED):
            connection = connect(program, None)
            connection.sendall(REQUEST.replace(b"/ ", b"/10m "))
            held.append(connection)
        after = settle(program)
        report[name] = {"before": before, "after": after, "kb_each": (after - before) * 1024 / STALLED}
        lines.append("| %s | %.0f | %.0f | %.1f |" % (name, before, after, report[name]["kb_each"]))
        for connection in held:
            connection.close()
        bench.stop([program])
    return "\n".join(lines), report


def measure(bench, name):
    before = os.environ["SLUICE_JAVA_OPTS"]
    os.environ["SLUICE_JAVA_OPTS"] = "%s -Xmx%dm" % (before, HEAP)
    try:
        return idle(bench) if name == "idle-10k" else stalled(bench)
    finally:
        os.environ["SLUICE_JAVA_OPTS"] = before
