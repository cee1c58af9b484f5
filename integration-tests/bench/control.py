"""The control scenario: commands of the Runtime API with 10,000 servers in 100 backends, while traffic passes.

Each round does the same list of commands on one program and times each, from the first byte sent to the last byte of the reply. Meanwhile
a load of a fixed rate passes, so that its latency can be compared: the commands of both programs meet the same traffic.
"""
import os, random, re, socket, statistics, subprocess, time, urllib.request

import loads

BACKENDS, SERVERS, MAP_ENTRIES = 100, 100, 100000
PIPELINED, SINGLY = 10000, 2000
# Each of the connections waits this long between a response and the next request: a steady load, some thousand requests a second.
DELAY = 'function delay() return 5 end\n'
LOAD_SECONDS = 10
# Rounds of commands before the first that counts, behind seconds of load as in the other scenarios.
WARM_UP = 10

HEAD = """
global
    stats socket %(dir)s/%(name)s.sock mode 600 level admin
    nbthread %(workers)d
    maxconn 5000
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
frontend fe
    bind 127.0.0.1:%(port)d
    http-request use-service prometheus-exporter if { path /metrics }
    use_backend %%[req.hdr(x-tenant),map(%(dir)s/%(name)s.map,be)]
    default_backend be
backend be
    server s1 127.0.0.1:%(origin)d
"""


def configuration():
    lines = [HEAD]
    for b in range(BACKENDS):
        lines.append("backend b%d\n    balance roundrobin" % b)
        lines += ["    server s%d 127.0.0.1:%%(origin)d weight 10" % s for s in range(SERVERS)]
    return "\n".join(lines) + "\n"


class Session:
    """One interactive connection: a line is answered before the next prompt."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(120)
        self.socket.connect(path)
        self.pending = b""
        self.ask("prompt")

    def ask(self, line):
        self.socket.sendall(line.encode() + b"\n")
        return self.reply()

    def reply(self):
        while b"\n> " not in self.pending and not self.pending.startswith(b"> "):
            received = self.socket.recv(1 << 20)
            if not received:
                raise EOFError(self.pending[-200:])
            self.pending += received
        reply, _, self.pending = self.pending.partition(b"> ")
        return reply.decode()

    def pipelined(self, lines):
        """Sends all lines and then waits for the prompt of the last; returns the replies that say something."""
        data = "".join(line + "\n" for line in lines).encode()
        self.socket.setblocking(False)
        sent, prompts, said, tail = 0, 0, [], b""
        while prompts < len(lines):
            if sent < len(data):
                try:
                    sent += self.socket.send(data[sent:sent + 65536])
                except BlockingIOError:
                    pass
            try:
                received = tail + self.socket.recv(1 << 20)
                parts = received.split(b"\n> ")
                tail = parts.pop()
                prompts += len(parts)
                said += [part for part in parts if part.strip()]
            except BlockingIOError:
                time.sleep(0.0002)
        self.socket.settimeout(120)
        return said

    def close(self):
        self.socket.close()


def once(path, command):
    """One connection, one command, the whole reply."""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(120)
        s.connect(path)
        s.sendall(command.encode() + b"\n")
        size = 0
        while True:
            received = s.recv(1 << 20)
            if not received:
                return size
            size += len(received)


def timed(rows, name, action):
    start = time.perf_counter()
    result = action()
    rows.setdefault(name, []).append((time.perf_counter() - start) * 1000)
    return result


def weights(count, seed):
    draw = random.Random(seed)
    return ["set server b%d/s%d weight %d" % (draw.randrange(BACKENDS), draw.randrange(SERVERS), draw.randrange(1, 256))
            for _ in range(count)]


def commands(sock, map_name, rows, seed):
    if timed(rows, "show stat", lambda: once(sock, "show stat")) < 1000000:
        raise SystemExit("show stat is short on " + sock)
    timed(rows, "show servers state", lambda: once(sock, "show servers state"))
    session = Session(sock)
    said = timed(rows, "%d weights, pipelined" % PIPELINED, lambda: session.pipelined(weights(PIPELINED, seed)))
    if said:
        raise SystemExit("refused: %r" % said[:3])
    singly = weights(SINGLY, seed + 1)
    timed(rows, "%d weights, one by one" % SINGLY, lambda: [session.ask(line) for line in singly])
    version = re.search(r"(\d+)", session.ask("prepare map " + map_name)).group(1)
    entries = ["add map @%s %s host%d.example.org b%d" % (version, map_name, i, i % BACKENDS) for i in range(MAP_ENTRIES)]
    timed(rows, "%d map entries added, pipelined" % MAP_ENTRIES, lambda: session.pipelined(entries))
    timed(rows, "commit of these", lambda: session.ask("commit map @%s %s" % (version, map_name)))
    # What follows on the map meets no leftovers of the commit.
    timed(rows, "show version after it", lambda: session.ask("show version"))
    session.close()


def traffic(bench, port, script, seconds=LOAD_SECONDS):
    """A load in the background, started; its report is what it prints."""
    command = ["taskset", "-c", bench.loader_cpu, "wrk", "-t1", "-c16", "-d%ds" % seconds, "--latency", "-s", script]
    return subprocess.Popen(command + ["http://127.0.0.1:%d/" % port], stdout=subprocess.PIPE, text=True)


def scrape(port):
    with urllib.request.urlopen("http://127.0.0.1:%d/metrics" % port, timeout=120) as reply:
        return sum(map(len, iter(lambda: reply.read(1 << 20), b"")))


def run(bench, proxies):
    """Rounds in alternating order; returns for each program the times in ms by command, and the latencies of the load."""
    # This program reads the replies: it belongs beside the load, not beside what is measured.
    os.sched_setaffinity(0, {int(bench.loader_cpu)})
    script = os.path.join(bench.directory, "delay.lua")
    open(script, "w").write(DELAY)
    rows = {p.name: {} for p in proxies}
    for p in proxies:
        with traffic(bench, p.port, script) as load:
            load.communicate()
        for number in range(WARM_UP):
            commands(p.socket, p.map, {}, number)
            scrape(p.port)
    for number in range(bench.options.rounds):
        for p in proxies if number % 2 == 0 else proxies[::-1]:
            with traffic(bench, p.port, script) as load:
                commands(p.socket, p.map, rows[p.name], number)
                out = load.communicate()[0]
            for word in ("50%", "99%"):
                rows[p.name].setdefault("p%s of the traffic" % word[:-1], []).append(loads.milliseconds(re.escape(word), out))
            if re.search(r"Non-2xx|Socket errors", out):
                raise SystemExit("%s: %s" % (p.name, out))
            if timed(rows[p.name], "metrics scrape", lambda: scrape(p.port)) < 1000000:
                raise SystemExit("/metrics is short at " + p.name)
    return rows


def measure(bench, name):
    proxies = bench.both(configuration())
    rows = run(bench, proxies)
    bench.stop(proxies)
    os.sched_setaffinity(0, {int(bench.proxy_cpu), int(bench.loader_cpu)})
    return table(rows)


def table(rows):
    lines = ["", "### control: commands with %d servers in %d backends, under traffic (ms, median)" % (
        BACKENDS * SERVERS, BACKENDS), "", "| command | haproxy | sluice | ratio |", "|---|---|---|---|"]
    report = {}
    for name in rows["haproxy"]:
        values = {p: statistics.median(rows[p][name]) for p in rows}
        ratio = statistics.median(s / h for s, h in zip(rows["sluice"][name], rows["haproxy"][name]))
        report[name] = dict(values, ratio=ratio)
        lines.append("| %s | %.2f | %.2f | %.2f |" % (name, values["haproxy"], values["sluice"], ratio))
    return "\n".join(lines), report
