package dev.sluice.proxy.log;

import dev.sluice.config.LogTarget;
import dev.sluice.proxy.log.Relayed.Kind;
import java.nio.charset.StandardCharsets;

/** Says what a forwarded message says in the format of a target. Confined to one thread. */
final class RelayFormatter {
    private static final byte[] NIL = {'-'};
    private static final byte[] HERE = "localhost".getBytes(StandardCharsets.US_ASCII);

    private final ByteText message = new ByteText();

    /** The message as a line. */
    ByteText format(LogTarget target, long wallMillis, Relayed relayed) {
        message.clear();
        int priority = relayed.priority(target.facility(), target.minLevel());
        String format = target.format().isEmpty() ? usual(relayed) : target.format();
        switch (format) {
            case "rfc5424" -> {
                message.add('<').add(priority).add(">1 ");
                ietf(wallMillis, relayed);
            }
            case "rfc3164", "local" -> {
                message.add('<').add(priority).add('>');
                bsd(wallMillis, relayed, format.equals("rfc3164"));
            }
            case "priority" -> message.add('<').add(priority).add('>');
            case "short" -> message.add('<').add(priority % 8).add('>');
            case "timed" -> {
                message.add('<').add(priority % 8).add('>');
                isoTime(wallMillis, relayed);
                message.add(' ');
            }
            case "iso" -> {
                isoTime(wallMillis, relayed);
                message.add(' ');
            }
            default -> {
                // The text alone.
            }
        }
        add(relayed.text());
        int end = message.length() > 0 && message.bytes()[message.length() - 1] == '\n'
                ? message.length() - 1
                : message.length();
        message.length(Math.min(end, target.maxLength() > 0 ? target.maxLength() - 1 : Integer.MAX_VALUE));
        return message.add('\n');
    }

    /** The format that keeps what the message says, where the target asks for none. */
    private static String usual(Relayed relayed) {
        if (relayed.host().length > 0) {
            return relayed.kind() == Kind.IETF ? "rfc5424" : "rfc3164";
        }
        if (relayed.source().tag().length > 0) {
            return "local";
        }
        return relayed.hasPriority() ? "priority" : "raw";
    }

    private void add(byte[] bytes) {
        message.add(bytes, 0, bytes.length);
    }

    private void orNil(byte[] bytes) {
        add(bytes.length == 0 ? NIL : bytes);
        message.add(' ');
    }

    private void ietf(long wallMillis, Relayed relayed) {
        if (relayed.kind() == Kind.IETF) {
            orNil(relayed.time());
        } else {
            isoTime(wallMillis, relayed);
            message.add(' ');
        }
        orNil(relayed.host());
        orNil(relayed.source().tag());
        orNil(relayed.source().pid());
        orNil(relayed.source().id());
        orNil(relayed.source().data());
    }

    private void isoTime(long wallMillis, Relayed relayed) {
        if (relayed.time().length == 0) {
            LogTexts.isoDate(message, wallMillis);
        } else if (relayed.kind() == Kind.IETF) {
            add(relayed.time());
        } else {
            LogTexts.isoOfBsd(message, relayed.time(), wallMillis);
        }
    }

    private void bsd(long wallMillis, Relayed relayed, boolean withHost) {
        if (relayed.time().length == 0) {
            LogTexts.syslogSecond(message, wallMillis);
        } else if (relayed.kind() == Kind.BSD) {
            add(relayed.time());
        } else {
            LogTexts.bsdOfIso(message, relayed.time());
        }
        message.add(' ');
        if (withHost) {
            add(relayed.host().length == 0 ? HERE : relayed.host());
            message.add(' ');
        }
        if (relayed.source().tag().length > 0) {
            add(relayed.source().tag());
            if (relayed.source().pid().length > 0) {
                message.add('[');
                add(relayed.source().pid());
                message.add(']');
            }
            message.add(": ");
        }
    }
}
