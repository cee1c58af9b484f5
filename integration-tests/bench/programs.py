"""The programs that are measured: started on one processor, their cost taken from the kernel's accounting."""
import glob, os, re, resource, shutil, signal, socket, subprocess, sys, time

START_SECONDS = 60


def allow_files(most):
    """Lets this process and those that it starts have so many open files, or as many as may be."""
    for limit in ((most, most), (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, limit)
            return
        except (OSError, ValueError):
            pass


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def need(*commands):
    packages = {"nginx": "nginx-light", "taskset": "util-linux", "h2load": "nghttp2-client"}
    missing = [c for c in commands if not shutil.which(c)]
    if missing:
        sys.exit("missing: %s (apt-get install %s)" % (" ".join(missing), " ".join(packages.get(c, c) for c in missing)))


def cpu_seconds(pid):
    """Of all threads, those that have ended not counted: none of the programs ends one under load."""
    total = 0
    for path in glob.glob("/proc/%d/task/*/schedstat" % pid):
        try:
            total += int(open(path).read().split()[0])
        except OSError:
            pass
    return total / 1e9


def resident(pid):
    """Megabytes."""
    for line in open("/proc/%d/status" % pid):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


def wait_port(port, process, what, log=None):
    deadline = time.time() + START_SECONDS
    while time.time() < deadline:
        if process.poll() is not None:
            sys.exit("%s ended at once: %s" % (what, open(log).read() if log else ""))
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    sys.exit("%s does not listen" % what)


class Program:
    """One running program; its configuration is a text with places for values."""

    def __init__(self, name, command, config, directory, cpu, values):
        self.name, self.port = name, free_port()
        self.socket = os.path.join(directory, name + ".sock")
        self.map = os.path.join(directory, name + ".map")
        open(self.map, "w").close()
        path = os.path.join(directory, name + ".cfg")
        open(path, "w").write(config % dict(values, name=name, dir=directory, port=self.port))
        self.log = open(os.path.join(directory, name + ".log"), "w")
        self.process = subprocess.Popen(["taskset", "-c", cpu] + command + [path], stdout=self.log, stderr=subprocess.STDOUT)
        wait_port(self.port, self.process, name, self.log.name)

    @property
    def pid(self):
        return self.process.pid

    def cpu_seconds(self):
        return cpu_seconds(self.pid)

    def resident(self):
        return resident(self.pid)

    def is_java(self):
        return os.path.basename(os.readlink("/proc/%d/exe" % self.pid)) == "java"

    def collect(self):
        """Has a virtual machine give back what it does not need; others have nothing to give."""
        if self.is_java():
            subprocess.run(["jcmd", str(self.pid), "GC.run"], stdout=subprocess.DEVNULL, check=True)

    def allocated(self):
        """Bytes that a virtual machine has allocated in all, and how often it has collected; None for what has no such thing."""
        if not self.is_java() or not shutil.which("jcmd"):
            return None
        said = subprocess.run(["jcmd", str(self.pid), "PerfCounter.print"], capture_output=True, text=True).stdout
        counters = dict(re.findall(r"^(sun\.gc\.\S+)=(\d+)", said, re.M))
        used = sum(int(counters.get("sun.gc.generation.%d.space.%d.used" % (g, s), 0)) for g in (0, 1) for s in (0, 1, 2))
        collections = sum(int(counters.get("sun.gc.collector.%d.invocations" % i, 0)) for i in (0, 1))
        eden = int(counters.get("sun.gc.generation.0.space.0.capacity", 0))
        return used + collections * eden, collections

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
