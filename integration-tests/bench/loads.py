"""What makes the programs work: each load says how many units were done, how fast, how late, and how many went wrong."""
import os, re, subprocess, tempfile

PIPELINE = """
init = function(args)
  local all = {}
  for i = 1, 16 do all[i] = wrk.format() end
  text = table.concat(all)
end
request = function() return text end
"""


def milliseconds(quantile_name, out):
    value, unit = re.search(quantile_name + r"\s+([\d.]+)(us|ms|s|m)\b", out).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def number(pattern, out):
    found = re.search(pattern, out)
    if not found:
        raise SystemExit("no %s in: %s" % (pattern, out))
    return float(found.group(1))


def wrk(scenario, port, seconds, connections, cpu):
    command = ["taskset", "-c", cpu, "wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency"]
    for header in scenario.get("headers", []):
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        text = scenario.get("script", "") + 'done = function(s, l, r) io.write("p999: " .. l:percentile(99.9) .. "us\\n") end\n'
        script.write(text)
        script.flush()
        url = "%s://127.0.0.1:%d%s" % (scenario.get("scheme", "http"), port, scenario.get("path", "/"))
        out = subprocess.run(command + ["-s", script.name, url], capture_output=True, text=True).stdout
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    requests = number(r"(\d+) requests in", out)
    return {
        "units": requests * scenario.get("megabytes", 1), "rate": number(r"Requests/sec:\s+([\d.]+)", out) * scenario.get("megabytes", 1),
        "p50": milliseconds("50%", out), "p99": milliseconds("99%", out), "p999": milliseconds("p999:", out),
        "errors": (sum(map(int, errors.groups())) if errors else 0) + (int(bad.group(1)) if bad else 0),
    }


def h2load(scenario, port, seconds, connections, cpu):
    """Streams of HTTP/2; its log has a line for each: when it began, its status, microseconds."""
    with tempfile.NamedTemporaryFile("r", suffix=".tsv") as log:
        os.unlink(log.name)
        command = ["taskset", "-c", cpu, "h2load", "-t1", "-c%d" % connections, "-m%d" % scenario.get("streams", 8), "-D%d" % seconds,
                   "--log-file=" + log.name]
        for header in scenario.get("headers", []):
            command += ["-H", header]
        url = "%s://127.0.0.1:%d%s" % (scenario.get("scheme", "http"), port, scenario.get("path", "/"))
        out = subprocess.run(command + [url], capture_output=True, text=True).stdout
        rows = [line.split("\t") for line in open(log.name)]
        open(log.name, "a").close()
    times = sorted(int(row[2]) / 1000 for row in rows) or [0]
    wrong = sum(row[1] != "200" for row in rows)
    at = lambda q: times[min(len(times) - 1, int(q * len(times)))]
    units = (len(rows) - wrong) * scenario.get("megabytes", 1)
    return {"units": units, "rate": units / seconds, "p50": at(0.5), "p99": at(0.99), "p999": at(0.999),
            "errors": wrong + int(number(r"(\d+) failed", out))}


def s_time(scenario, port, seconds, connections, cpu):
    """Connections that take up a TLS session, one after the other."""
    command = ["taskset", "-c", cpu, "openssl", "s_time", "-connect", "127.0.0.1:%d" % port, "-reuse", "-time", str(max(2, seconds)),
               "-tls1_2", "-www", "/"]
    out = subprocess.run(command, capture_output=True, text=True).stdout
    units, took = re.search(r"(\d+) connections in (\d+) real seconds", out).groups()
    each = float(took) * 1000 / max(1, int(units))
    return {"units": int(units), "rate": int(units) / float(took), "p50": each, "p99": each, "p999": each, "errors": 0}
