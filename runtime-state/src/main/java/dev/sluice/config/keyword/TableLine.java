package dev.sluice.config.keyword;

import dev.sluice.config.TableData;
import dev.sluice.config.TableData.Form;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.config.TableSpec.ServerKey;
import dev.sluice.config.TableSpec.Stored;
import dev.sluice.config.parse.BadLineException;
import dev.sluice.config.parse.Line;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what follows {@code stick-table} or, in a peers section, {@code table <name>}. Confined to the thread that parses. */
final class TableLine {
    /** Bytes of a key of type string or binary where nothing is said (manual section 11.1). */
    private static final int KEY_LENGTH = 32;
    /** Bytes of a key at most, since each entry has one: a path or a cookie fits. */
    private static final int KEY_LENGTH_MAX = 16_384;
    /** Elements of an array at most (manual section 11.1). */
    private static final int ELEMENTS_MAX = 100;
    /** Bytes that count as one, at most (manual section 11.1). */
    private static final int FACTOR_MAX = 1024;

    private final Line line;
    private final Map<TableData, Stored> stored = new EnumMap<>(TableData.class);
    private KeyType type = KeyType.IP;
    private boolean typed;
    private int keyLength;
    private int size;
    private long expireMillis;
    private boolean noPurge;
    private ServerKey serverKey = ServerKey.NAME;
    private int factor = 1;
    private String peers = "";

    private TableLine(Line line) {
        this.line = line;
    }

    /** Reads the line to its end. */
    static TableSpec read(Line line, String name, String ownPeers) throws BadLineException {
        TableLine table = new TableLine(line);
        table.peers = ownPeers;
        while (line.hasNext()) {
            table.parameter(line.next("a parameter"));
        }
        if (!table.typed) {
            throw line.bad("'" + line.keyword() + "': the type of keys is missing ('type').");
        }
        if (table.size == 0) {
            throw line.bad("'" + line.keyword() + "': the number of entries is missing ('size').");
        }
        table.exclude(TableData.GPT, TableData.GPT0);
        table.exclude(TableData.GPC, TableData.GPC0, TableData.GPC1);
        table.exclude(TableData.GPC_RATE, TableData.GPC0_RATE, TableData.GPC1_RATE);
        return new TableSpec(
                name,
                table.type,
                table.keyLength,
                table.size,
                table.expireMillis,
                table.noPurge,
                table.serverKey,
                List.copyOf(table.stored.values()),
                table.factor,
                table.peers);
    }

    private void parameter(String word) throws BadLineException {
        switch (word) {
            case "type" -> type(line.next("a type of keys"));
            case "size" -> {
                size = line.size();
                if (size == 0) {
                    throw bad("'size' must be at least 1.");
                }
            }
            case "expire" -> {
                expireMillis = line.time();
                if (expireMillis == 0) {
                    throw bad("'expire' must be longer than 0.");
                }
            }
            case "nopurge" -> noPurge = true;
            case "store" -> store(line.next("a list of data types"));
            case "brates-factor" -> factor = line.number(1, FACTOR_MAX);
            case "srvkey" -> serverKey(line.next("'name' or 'addr'"));
            case "peers" -> {
                if (!peers.isEmpty()) {
                    throw bad("'peers' cannot be said in a peers section.");
                }
                peers = line.next("the name of a peers section");
            }
            case "write-to", "recv-only" ->
                throw bad("'" + word
                        + "' is not supported by this version of Sluice yet: nothing is received from other nodes.");
            default ->
                throw bad("unknown parameter '" + word
                        + "' (known are type, size, expire, nopurge, store, brates-factor, srvkey and peers).");
        }
    }

    private void type(String word) throws BadLineException {
        type = switch (word) {
            case "ip", "ipv4" -> KeyType.IP;
            case "ipv6" -> KeyType.IPV6;
            case "integer" -> KeyType.INTEGER;
            case "string" -> KeyType.STRING;
            case "binary" -> KeyType.BINARY;
            default ->
                throw bad(
                        "unknown type '" + word + "' of keys (known are ip, ipv4, ipv6, integer, string and binary).");
        };
        typed = true;
        keyLength = type.isBytes() ? KEY_LENGTH : 0;
        if (type.isBytes() && line.accept("len")) {
            keyLength = line.number(1, KEY_LENGTH_MAX);
        }
    }

    private void serverKey(String word) throws BadLineException {
        serverKey = switch (word) {
            case "name" -> ServerKey.NAME;
            case "addr" -> ServerKey.ADDR;
            default -> throw bad("'srvkey' expects either 'name' or 'addr' (got '" + word + "').");
        };
    }

    private void store(String list) throws BadLineException {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= list.length(); i++) {
            char c = i < list.length() ? list.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && (depth == 0 || i == list.length())) {
                add(list.substring(start, i));
                start = i + 1;
            }
        }
    }

    private void add(String word) throws BadLineException {
        int parenthesis = word.indexOf('(');
        String name = parenthesis < 0 ? word : word.substring(0, parenthesis);
        TableData data = TableData.named(name).orElseThrow(() -> bad("unknown data type '" + name + "'."));
        if (parenthesis >= 0 && !word.endsWith(")")) {
            throw bad("the parenthesis of '" + word + "' is not closed.");
        }
        List<String> arguments = parenthesis < 0
                ? List.of()
                : List.of(word.substring(parenthesis + 1, word.length() - 1).split(",", -1));
        Form form = data.form();
        List<String> missing = new ArrayList<>();
        if (form.isArray()) {
            missing.add("a number of elements");
        }
        if (form.isRate()) {
            missing.add("a period");
        }
        if (arguments.size() != missing.size()) {
            throw bad("'" + name + "' expects "
                    + (missing.isEmpty() ? "no argument" : String.join(" and ", missing) + " between parentheses")
                    + ".");
        }
        int count = form.isArray() ? line.numberOf(arguments.get(0), 1, ELEMENTS_MAX) : 1;
        long period = form.isRate() ? line.timeOf(arguments.get(arguments.size() - 1)) : 0;
        if (form.isRate() && period == 0) {
            throw bad("the period of '" + name + "' must be longer than 0.");
        }
        if (stored.put(data, new Stored(data, count, period)) != null) {
            throw bad("'" + name + "' is stored twice.");
        }
    }

    private void exclude(TableData array, TableData... legacy) throws BadLineException {
        for (TableData each : legacy) {
            if (stored.containsKey(array) && stored.containsKey(each)) {
                throw bad("'" + array.word() + "' and '" + each.word() + "' cannot be stored both.");
            }
        }
    }

    private BadLineException bad(String text) {
        return line.bad("'" + line.keyword() + "': " + text);
    }
}
