package dev.sluice.socket.command;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An example of any command, made from its usage: a value stands in for each argument that has to be there. */
final class Examples {
    private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\[\\]]*\\]\\*?");
    private static final Pattern CHOICE = Pattern.compile("\\{([^{}|]*)[^{}]*\\}");
    private static final Pattern NAMED = Pattern.compile("<([^<>]*)>");

    /** What stands for an argument, by its name in the usage. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("bk", "be1"),
            Map.entry("srv", "s1"),
            Map.entry("sv", "s1"),
            Map.entry("b", "be1"),
            Map.entry("s", "s1"),
            Map.entry("backend", "be1"),
            Map.entry("server", "s1"),
            Map.entry("frontend", "fe1"),
            Map.entry("proxy", "fe1"),
            Map.entry("delay", "10s"),
            Map.entry("text", "hello"),
            Map.entry("name", "proc.x"),
            Map.entry("key", "127.0.0.1"),
            Map.entry("val", "value"),
            Map.entry("value", "100"),
            Map.entry("map", "/etc/haproxy/hosts.map"),
            Map.entry("acl", "/etc/haproxy/blocked.acl"),
            Map.entry("table", "be1"),
            Map.entry("ver", "1"),
            Map.entry("method", "GET"),
            Map.entry("URI", "http://127.0.0.1:8080/"),
            Map.entry("command", "show info"),
            Map.entry("setting", "sessions global"),
            Map.entry("weight", "50%"),
            Map.entry("what", "state ready"),
            Map.entry("id", "0x1"),
            Map.entry("addr", "127.0.0.1"),
            Map.entry("port", "8080"));

    private Examples() {}

    static String of(Spoken<?> spoken) {
        String arguments = spoken.arguments();
        String before;
        do {
            before = arguments;
            arguments = OPTIONAL.matcher(arguments).replaceAll("");
        } while (!before.equals(arguments));
        arguments = CHOICE.matcher(arguments).replaceAll("$1");
        String named = NAMED.matcher(arguments)
                .replaceAll(found -> Matcher.quoteReplacement(VALUES.getOrDefault(found.group(1), found.group(1))));
        return String.join(" ", List.of(String.join(" ", spoken.keyword()), named))
                .replaceAll(" +", " ")
                .strip();
    }
}
