"""What happens once: a start, a reload, a change that has to be seen at once."""
import os, re, socket, statistics, subprocess, threading, time

import control, loads, programs, scenarios

START_CONFIG = scenarios.plain("http")
CHANGES = 500
RELOAD_SECONDS = 4
TRIES = 9


def elapsed(action):
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def first_request(bench, name):
    """From the start of the program to the first answer that it forwards."""
    port = programs.free_port()
    path = os.path.join(bench.directory, "start.cfg")
    open(path, "w").write(START_CONFIG % dict(bench.values(), name="start-" + name, port=port))
    begin = time.perf_counter()
    process = subprocess.Popen(["taskset", "-c", bench.proxy_cpu] + bench.commands[name] + [path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), 5) as s:
                    s.sendall(b"GET / HTTP/1.0\r\n\r\n")
                    if s.recv(4096).startswith(b"HTTP/1."):
                        return (time.perf_counter() - begin) * 1000
            except OSError:
                time.sleep(0.001)
    finally:
        process.terminate()
        process.wait(15)


def start(bench):
    path = os.path.join(bench.directory, "check.cfg")
    open(path, "w").write(START_CONFIG % dict(bench.values(), name="check", port=programs.free_port()))
    run = lambda *words: lambda name: elapsed(lambda: subprocess.run(
        ["taskset", "-c", bench.proxy_cpu, bench.commands[name][0]] + list(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))
    actions = {"first forwarded request": lambda name: first_request(bench, name), "-c": run("-c", "-f", path), "-cc": run("-cc", "version_atleast(2.4)")}
    lines = ["", "### start: milliseconds (median of %d)" % TRIES, "", "| what | haproxy | sluice |", "|---|---|---|"]
    report = {}
    for what, action in actions.items():
        # The first of each brings it into the system's cache.
        times = {name: [action(name) for _ in range(TRIES + 1)][1:] for name in bench.commands}
        report[what] = {name: statistics.median(all_of_them) for name, all_of_them in times.items()}
        lines.append("| %s | %.0f | %.0f |" % (what, report[what]["haproxy"], report[what]["sluice"]))
    return "\n".join(lines), report


class Origin:
    """A server that remembers who came, in the order in which the kernel let them in."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self.came = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, peer = self.listener.accept()
            except OSError:
                return
            self.came.append(peer[1])
            try:
                connection.settimeout(1)
                if connection.recv(4096):
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
                connection.close()
            except OSError:
                pass

    def mark(self):
        """Comes itself; returns the place in the order."""
        with socket.create_connection(("127.0.0.1", self.port)) as own:
            port = own.getsockname()[1]
        while port not in self.came[-100:]:
            time.sleep(0.0005)
        return len(self.came) - 1 - self.came[::-1].index(port)


def change_latency(bench):
    """Connections that come to a server after the reply that it is out of service; and how long replies take under a full load."""
    lines = ["", "### change-latency: %d times `disable server` and `enable server` under full load" % CHANGES, "",
             "| program | reply p50 (ms) | p99 (ms) | connections after the reply |", "|---|---|---|---|"]
    report = {}
    watched = Origin()
    config = scenarios.plain("http") + "    server s2 127.0.0.1:%d\n" % watched.port
    for name in bench.commands:
        program = bench.start(name, config)
        scenario = {"config": config}
        loads.wrk(scenario, program.port, bench.options.warmup, 16, bench.loader_cpu)
        load = threading.Thread(target=loads.wrk, args=(scenario, program.port, 20, 16, bench.loader_cpu))
        load.start()
        session = control.Session(program.socket)
        times, late = [], 0
        for _ in range(CHANGES):
            times.append(elapsed(lambda: session.ask("disable server be/s2")))
            first = watched.mark()
            time.sleep(0.005)
            late += watched.mark() - first - 1
            session.ask("enable server be/s2")
        session.close()
        load.join()
        bench.stop([program])
        times.sort()
        report[name] = {"p50": times[len(times) // 2], "p99": times[int(len(times) * 0.99)], "late": late}
        lines.append("| %s | %.2f | %.2f | %d |" % (name, report[name]["p50"], report[name]["p99"], late))
    watched.listener.close()
    return "\n".join(lines), report


def reloaded(path, socket_path, weight):
    """Milliseconds until one server's other weight is in force, from the command to the reply of the process that oversees the workers."""
    text = open(path).read()
    open(path, "w").write(re.sub(r"(server s5 \S+ weight) \d+", r"\g<1> %d" % weight, text, count=1))

    def ask():
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(60)
            s.connect(socket_path)
            s.sendall(b"reload\n")
            reply = b"".join(iter(lambda: s.recv(65536), b""))
        if b"Success=1" not in reply:
            raise SystemExit("not reloaded: %r" % reply)

    return elapsed(ask)


def reload(bench):
    """Reloads of 10,000 servers of which one has changed, while traffic passes."""
    os.sched_setaffinity(0, {int(bench.loader_cpu)})
    script = os.path.join(bench.directory, "delay.lua")
    open(script, "w").write(control.DELAY)
    master = {name: os.path.join(bench.directory, name + ".master") for name in bench.commands}
    running = [bench.start(name, control.configuration(), ["-W", "-S", master[name]]) for name in bench.commands]
    times, late = {p.name: [] for p in running}, {p.name: [] for p in running}
    for number in range(bench.options.rounds + 3):
        for p in running if number % 2 == 0 else running[::-1]:
            with control.traffic(bench, p.port, script, RELOAD_SECONDS) as load:
                time.sleep(0.2)
                took = reloaded(os.path.join(bench.directory, p.name + ".cfg"), master[p.name], 11 + number)
                out = load.communicate()[0]
            # The first reloads of a program meet code that has not run before.
            if number >= 3:
                times[p.name].append(took)
                late[p.name].append(loads.milliseconds("99%", out))
            errors = re.search(r"Non-2xx.*|Socket errors.*", out)
            if errors:
                print("%s: %s" % (p.name, errors.group(0)))
    bench.stop(running)
    os.sched_setaffinity(0, {int(bench.proxy_cpu), int(bench.loader_cpu)})
    lines = ["", "### reload: %d servers, one of them changed, under traffic (ms, median)" % (control.BACKENDS * control.SERVERS), "",
             "| what | haproxy | sluice | ratio |", "|---|---|---|---|"]
    report = {}
    for what, rows in (("reload", times), ("p99 of the traffic", late)):
        middle = {name: statistics.median(rows[name]) for name in rows}
        ratio = statistics.median(s / h for s, h in zip(rows["sluice"], rows["haproxy"]))
        report[what] = dict(middle, ratio=ratio)
        lines.append("| %s | %.1f | %.1f | %.2f |" % (what, middle["haproxy"], middle["sluice"], ratio))
    return "\n".join(lines), report


def measure(bench, name):
    return {"start": start, "reload": reload, "change-latency": change_latency}[name](bench)
