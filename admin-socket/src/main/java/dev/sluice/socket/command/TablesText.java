package dev.sluice.socket.command;

import dev.sluice.config.TableData;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.table.TableDump;
import dev.sluice.operation.table.TableDump.Wanted;
import dev.sluice.operation.table.TableInfo;
import dev.sluice.operation.table.TableRow;
import dev.sluice.operation.table.TableRow.Value;

/** Tables and their entries, as HAProxy prints them. */
final class TablesText {
    private static final String HIDDEN = "# contents not dumped due to insufficient privileges\n";

    private TablesText() {}

    static Reply render(Outcome outcome, Words words, Speaker speaker) {
        if (outcome instanceof Outcome.Rows) {
            return new Reply.Dump(Lines.of("", Values.rows(outcome, TableInfo.class), TablesText::heading));
        }
        TableDump dump = Values.of(outcome, TableDump.class);
        if (dump.wanted() == Wanted.MISSING) {
            return Reply.OK;
        }
        String heading = heading(dump.table()) + (dump.permitted() ? "" : HIDDEN);
        return new Reply.Dump(Lines.of(heading, dump.rows(), TablesText::line));
    }

    /** For JSON: the entries of a table, as they are pulled. */
    static Object values(Object value, Words words, Speaker speaker) {
        return value instanceof TableDump dump ? dump.rows() : value;
    }

    private static String heading(TableInfo table) {
        return "# table: " + table.spec().name() + ", type: "
                + table.spec().type().word() + ", size:" + table.spec().size() + ", used:" + table.used() + "\n";
    }

    private static String line(TableRow row) {
        StringBuilder line = new StringBuilder("0x")
                .append(Long.toHexString(row.pointer()))
                .append(": key=")
                .append(row.key())
                .append(" use=")
                .append(row.uses())
                .append(" exp=")
                .append(row.expiresMillis())
                .append(" shard=0");
        row.values().forEach(value -> append(line, value));
        return line.append('\n').toString();
    }

    private static void append(StringBuilder line, Value value) {
        TableData data = value.data();
        line.append(' ').append(data.stem());
        if (data.form().isArray()) {
            line.append(value.index());
        }
        if (data.form() == TableData.Form.RATE_ARRAY) {
            line.append("_rate");
        }
        if (data.form().isRate()) {
            line.append('(').append(value.periodMillis()).append(')');
        }
        line.append('=');
        if (data.form() == TableData.Form.TEXT) {
            line.append(value.text().isEmpty() ? "-" : value.text());
        } else if (data.form() == TableData.Form.NUMBER) {
            line.append(value.number());
        } else {
            line.append(Long.toUnsignedString(value.number()));
        }
    }
}
