package dev.sluice.it;

import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What random sequences of commands find and change, and how to look at it: a configuration with something of everything. */
final class World {
    private final TestCertificates authority = new TestCertificates("Sequences");
    private final int port;
    private final Path map;
    private final Path acl;
    private final Path certificate;

    World(Path directory, int port) throws IOException {
        this.port = port;
        map = Files.writeString(directory.resolve("hosts.map"), "one.test be1\ntwo.test be2\n");
        acl = Files.writeString(directory.resolve("nets.acl"), "10.0.0.0/8\n::1\n");
        certificate = directory.resolve("site.pem");
        String unused = authority.sign("one.test", 7).writtenTo(certificate);
    }

    /** Frontends listen on paths of their own, so that both programs run at once. */
    String configuration() {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    maxconn 100
                    setenv SLUICE_DIFFERENTIAL yes
                defaults base
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend fe1
                    bind {{dir}}/fe1.sock
                    acl listed src -f %3$s
                    use_backend be2 if listed
                    use_backend %%[req.hdr(host),lower,map_str(%2$s,be1)]
                    default_backend be1
                frontend fe2
                    bind {{dir}}/fe2.sock ssl crt %4$s
                    default_backend be1
                backend be1
                    balance roundrobin
                    default-server rise 2 fall 3
                    server s1 127.0.0.1:%1$d weight 10
                    server s2 127.0.0.1:%1$d weight 20 backup
                    server s3 127.0.0.1:%1$d disabled
                backend be2
                    balance static-rr
                    server t1 127.0.0.1:%1$d weight 5
                backend be3
                    server u1 127.0.0.1:%1$d maxconn 5
                backend be4
                    server v1 127.0.0.1:%1$d check inter 1h
                    server v2 127.0.0.1:%1$d agent-check agent-addr 127.0.0.1 agent-port 1 agent-inter 1h
                backend t1
                    stick-table type ip size 1k expire 1h store gpc0,gpt0,conn_cnt,http_req_cnt
                backend t2
                    stick-table type string len 20 size 100 expire 1h store gpc0,server_id,bytes_out_cnt
                """.formatted(port, map, acl, certificate);
    }

    /** Tells sequences of what is there. */
    void define(Sequences sequences) {
        String path = certificate.toString();
        sequences.define("map", List.of(map.toString(), map.toString(), map.toString(), "nope", "#99"));
        sequences.define("acl", List.of(acl.toString(), acl.toString(), acl.toString(), "nope", "#99"));
        sequences.define("cert", List.of(path, path, path + ".new", path + ".new", "nope"));
        sequences.define(
                "pem",
                List.of(
                        authority.sign("one.test", 8).pem().strip(),
                        authority.sign("two.test", 9).pem().strip()));
    }

    /** What is looked at after each sequence. */
    List<String> looks() {
        return List.of(
                "show servers state;show backend",
                "show stat",
                "show info",
                "show map " + map + ";show acl " + acl,
                "show table t1",
                "show table t2",
                "experimental-mode on;get var proc.one;get var proc.two",
                "show ssl cert;show ssl cert " + certificate + ";show ssl cert *" + certificate);
    }

    /** What both versions say of servers, rows, patterns and tables, in the same words. */
    String effects(ProxyProcess program) {
        return rows(program.admin().stat())
                + servers(program.admin().ask("show servers state"))
                + program.admin().ask("show map " + map)
                + program.admin().ask("show acl " + acl)
                + table(program.admin().ask("show table t1"))
                + table(program.admin().ask("show table t2"));
    }

    /** Entries of tables have no order of their own. */
    static String inOrder(String reply) {
        return reply.contains("# table: ") ? reply.lines().sorted().collect(Collectors.joining("\n", "", "\n")) : reply;
    }

    private static String table(String reply) {
        return inOrder(reply).replaceAll(" shard=0", "").replaceAll("type: string, size:\\d+,", "type: string,");
    }

    private static String servers(String reply) {
        return reply.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.equals("1"))
                .map(line -> line.split(" ", -1))
                .map(fields -> String.join(" ", fields[1], fields[3], fields[5], fields[6], fields[7], fields[8]))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String rows(Collection<Map<String, String>> rows) {
        return rows.stream()
                .filter(row -> !Objects.equals(row.get("pxname"), "GLOBAL"))
                .map(World::common)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String common(Map<String, String> row) {
        Map<String, String> columns = new TreeMap<>(row);
        columns.keySet()
                .retainAll(Arrays.asList(
                        ("pxname svname qcur qmax scur smax stot bin dreq dresp ereq econ eresp wretr wredis status"
                                        + " act bck chkfail qlimit sid throttle lbtot tracked type rate_lim hrsp_2xx hrsp_5xx mode cookie agent_status"
                                        + " agent_fall agent_rise check_fall check_rise")
                                .split(" ")));
        // Of a server that waits for its first check an older HAProxy says only that it is up.
        return columns.toString().replaceAll("status=UP -?\\d+/\\d+", "status=UP");
    }
}
