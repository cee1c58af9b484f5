package dev.sluice.socket.command;

import dev.sluice.config.PeersSpec.Peer;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.table.PeersInfo;
import dev.sluice.state.table.StickTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Peers sections in HAProxy's shape. Nothing is exchanged with other nodes, so what would count that stays at 0. */
final class PeersText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private PeersText() {}

    /** For JSON. */
    static Object values(Object value, Words words, Speaker speaker) {
        PeersInfo info = (PeersInfo) value;
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", info.spec().name());
        told.put("disabled", info.spec().disabled());
        told.put("peers", info.spec().peers());
        told.put("tables", info.tables().stream().map(StickTable::name).toList());
        return told;
    }

    static Reply render(Outcome outcome, Words words, Speaker speaker) {
        String now = MOMENT.format(Instant.ofEpochMilli(speaker.clock().wallMillis()));
        return new Reply.Dump(Lines.of(
                "",
                Values.rows(outcome, PeersInfo.class),
                section -> section(section, now, words.at(0).equals("dict"))));
    }

    private static String section(PeersInfo section, String now, boolean dictionary) {
        StringBuilder text = new StringBuilder();
        text.append(pointer(section.spec().name()))
                .append(": [")
                .append(now)
                .append("] id=")
                .append(section.spec().name())
                .append(" disabled=")
                .append(section.spec().disabled() ? 1 : 0)
                .append(" flags=0x0 resync_timeout=<NEVER> task_calls=0\n");
        section.spec().peers().forEach(peer -> peer(text, section, peer, dictionary));
        return text.toString();
    }

    private static void peer(StringBuilder text, PeersInfo section, Peer peer, boolean dictionary) {
        text.append("  ")
                .append(pointer(section.spec().name() + " " + peer.name()))
                .append(": id=")
                .append(peer.name())
                .append(peer.local() ? "(local,inactive)" : "(remote,inactive)")
                .append(" addr=")
                .append(peer.address().isEmpty() ? "-" : peer.address())
                .append(" app_state=STOPPED learn_state=NOTASSIGNED last_status=NONE last_hdshk=<NEVER>\n")
                .append("        reconnect=<NEVER> heartbeat=<NEVER> confirm=0 tx_hbt=0 rx_hbt=0 no_hbt=0")
                .append(" new_conn=0 proto_err=0 coll=0\n        flags=0x0\n        shared tables:\n");
        int id = section.tables().size();
        for (int i = id - 1; i >= 0; i--) {
            table(text, section.tables().get(i), i + 1, dictionary);
        }
    }

    private static void table(StringBuilder text, StickTable table, int id, boolean dictionary) {
        text.append("          ")
                .append(pointer("shared " + table.name()))
                .append(" local_id=")
                .append(id)
                .append(" remote_id=0 flags=0x0 remote_data=0x0\n")
                .append("              last_acked=0 last_pushed=0 last_get=0 teaching_origin=0 update=0\n")
                .append("              table:")
                .append(pointer(table.name()))
                .append(" id=")
                .append(table.name())
                .append(" update=0 localupdate=0 refcnt=1\n")
                .append(
                        dictionary
                                ? "        TX dictionary cache:\n        RX dictionary cache:\n"
                                : "        Dictionary cache not dumped (use \"show peers dict\")\n");
    }

    /** A number in the shape of an address, the same each time for the same thing. */
    private static String pointer(String of) {
        return "0x" + Long.toHexString(0x5600_0000_0000L | Integer.toUnsignedLong(of.hashCode()));
    }
}
