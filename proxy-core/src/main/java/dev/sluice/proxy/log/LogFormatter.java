package dev.sluice.proxy.log;

import dev.sluice.config.LogTarget;

/** Puts the header of a target's format before a line. Confined to one thread. */
final class LogFormatter {
    private static final int PRIORITIES_PER_FACILITY = 8;

    private final long pid;
    private final ByteText message = new ByteText();
    private final KeptSecond second = new KeptSecond(LogTexts::syslogSecond);

    LogFormatter(long pid) {
        this.pid = pid;
    }

    ByteText format(LogTarget target, int severity, String tag, LogLine line) {
        String hostname = line.plan().hostname();
        long wallMillis = line.wallMillis();
        message.clear();
        int priority = target.facility() * PRIORITIES_PER_FACILITY + severity;
        switch (target.format()) {
            case "rfc5424" -> {
                rfc5424(priority, wallMillis, hostname.isEmpty() ? "-" : hostname, tag);
                byte[] data = line.data();
                message.add(data, 0, data.length).add(data.length == 0 ? "- " : " ");
            }
            case "rfc3164" -> bsd(priority, wallMillis, hostname.isEmpty() ? "localhost" : hostname, tag);
            case "priority" -> message.add('<').add(priority).add('>');
            case "short" -> message.add('<').add(severity).add('>');
            case "timed" -> {
                message.add('<').add(severity).add('>');
                LogTexts.isoDate(message, wallMillis);
                message.add(' ');
            }
            case "iso" -> {
                LogTexts.isoDate(message, wallMillis);
                message.add(' ');
            }
            case "raw" -> {
                // The text alone.
            }
            default -> bsd(priority, wallMillis, hostname, tag);
        }
        message.add(line.text(), 0, line.length());
        message.length(target.maxLength() > 0 ? target.maxLength() - 1 : Integer.MAX_VALUE);
        return message.add('\n');
    }

    private void bsd(int priority, long wallMillis, String hostname, String tag) {
        message.add('<').add(priority).add('>');
        second.write(message, wallMillis);
        message.add(' ');
        if (!hostname.isEmpty()) {
            message.add(hostname).add(' ');
        }
        message.add(tag).add('[').add(pid).add("]: ");
    }

    private void rfc5424(int priority, long wallMillis, String hostname, String tag) {
        message.add('<').add(priority).add(">1 ");
        LogTexts.isoDate(message, wallMillis);
        message.add(' ').add(hostname).add(' ').add(tag).add(' ').add(pid).add(" - ");
    }
}
