package dev.sluice.proxy.sample;

import java.util.Map;

/** What fetches say in the lines of a log, which are written when messages are gone. */
final class LineWords {
    /** Fetches of messages that were kept. */
    private static final Map<String, String> KEPT = Map.of(
            "method",
            "capture.req.method",
            "req.ver",
            "capture.req.ver",
            "req_ver",
            "capture.req.ver",
            "status",
            "txn.status");

    private LineWords() {}

    /** The fetch that a name stands for. */
    static String meant(String name, Layer.Stage stage) {
        return stage == Layer.Stage.LINE ? KEPT.getOrDefault(name, name) : name;
    }

    /** Whether it is known at the end alone. */
    static boolean isLate(String name) {
        return name.endsWith("timer.total")
                || name.endsWith("timer.user")
                || name.endsWith("timer.data")
                || name.contains("bytes_");
    }

    /** Refuses what is gone, and so would never be there. */
    static void check(String name, Layer layer, Layer.Stage stage) throws SampleException {
        if (stage != Layer.Stage.LINE) {
            return;
        }
        String needs = stage.has(layer) ? "" : layer.word();
        if (name.equals("hdr") || name.startsWith("hdr_")) {
            needs = Layer.REQUEST.word() + "," + Layer.RESPONSE.word();
        } else if (name.equals("payload") || name.equals("payload_lv")) {
            needs = Layer.REQUEST_BYTES.word() + "," + Layer.RESPONSE_BYTES.word();
        }
        if (!needs.isEmpty()) {
            throw new SampleException("sample fetch <" + name + "> may not be reliably used here because it needs '"
                    + needs + "' which is not available here");
        }
    }
}
