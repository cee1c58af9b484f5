package dev.sluice.grpc;

import dev.sluice.config.PeersSpec;
import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import dev.sluice.grpc.v1.Peer;
import dev.sluice.grpc.v1.Peers;
import dev.sluice.grpc.v1.Table;
import dev.sluice.grpc.v1.TableAssignment;
import dev.sluice.grpc.v1.TableCondition;
import dev.sluice.grpc.v1.TableEntry;
import dev.sluice.grpc.v1.TableKeyType;
import dev.sluice.grpc.v1.TableOperator;
import dev.sluice.grpc.v1.TableValue;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.EntrySelector;
import dev.sluice.operation.table.PeersInfo;
import dev.sluice.operation.table.SetTable.NewValue;
import dev.sluice.operation.table.TableInfo;
import dev.sluice.operation.table.TableRow;
import java.util.List;

/** Stick tables as messages, and what requests say of them. */
final class TableMessages {
    private TableMessages() {}

    static Table of(TableInfo info) {
        TableSpec spec = info.spec();
        Table.Builder message = Table.newBuilder()
                .setName(Names.table(spec.name()))
                .setKeyType(type(spec.type()))
                .setSize(spec.size())
                .setUsed(info.used())
                .setNoPurge(spec.noPurge());
        spec.stored().forEach(stored -> message.addDataTypes(stored.data().word()));
        if (spec.expireMillis() > 0) {
            message.setExpire(Times.duration(spec.expireMillis()));
        }
        return message.build();
    }

    private static TableKeyType type(TableSpec.KeyType type) {
        return switch (type) {
            case IP -> TableKeyType.TABLE_KEY_TYPE_IP;
            case IPV6 -> TableKeyType.TABLE_KEY_TYPE_IPV6;
            case INTEGER -> TableKeyType.TABLE_KEY_TYPE_INTEGER;
            case STRING -> TableKeyType.TABLE_KEY_TYPE_STRING;
            case BINARY -> TableKeyType.TABLE_KEY_TYPE_BINARY;
        };
    }

    static TableEntry of(TableRow row) {
        TableEntry.Builder message = TableEntry.newBuilder()
                .setPointer(row.pointer())
                .setKey(row.plainKey())
                .setUses(row.uses());
        if (row.expiresMillis() > 0) {
            message.setExpiresIn(Times.duration(row.expiresMillis()));
        }
        for (TableRow.Value value : row.values()) {
            TableValue.Builder one =
                    TableValue.newBuilder().setDataType(value.data().word()).setIndex(value.index());
            if (value.data().form().isRate()) {
                one.setPeriod(Times.duration(value.periodMillis()));
            }
            if (value.data().form() == TableData.Form.TEXT) {
                one.setText(value.text());
            } else {
                one.setNumber(value.number());
            }
            message.addValues(one);
        }
        return message.build();
    }

    static Peers of(PeersInfo info) {
        PeersSpec spec = info.spec();
        Peers.Builder message = Peers.newBuilder().setName(spec.name()).setDisabled(spec.disabled());
        spec.peers()
                .forEach(peer -> message.addPeers(Peer.newBuilder()
                        .setName(peer.name())
                        .setAddress(peer.address())
                        .setLocal(peer.local())));
        info.tables().forEach(table -> message.addTables(Names.table(table.name())));
        return message.build();
    }

    /** The entries that fulfil conditions. */
    static EntrySelector selector(List<TableCondition> conditions) {
        return new EntrySelector.Filtered(conditions.stream()
                .map(condition -> new EntrySelector.Condition(
                        data(condition.getDataType(), condition.getIndex()),
                        operator(condition.getOperator()),
                        Long.toString(condition.getValue())))
                .toList());
    }

    static NewValue of(TableAssignment assignment) {
        return new NewValue(
                data(assignment.getDataType(), assignment.getIndex()), Long.toString(assignment.getValue()));
    }

    private static String data(String type, int index) {
        return "data." + type + (index == 0 ? "" : "[" + index + "]");
    }

    private static String operator(TableOperator operator) {
        return switch (operator) {
            case TABLE_OPERATOR_EQUAL -> "eq";
            case TABLE_OPERATOR_NOT_EQUAL -> "ne";
            case TABLE_OPERATOR_LESS_OR_EQUAL -> "le";
            case TABLE_OPERATOR_GREATER_OR_EQUAL -> "ge";
            case TABLE_OPERATOR_LESS -> "lt";
            case TABLE_OPERATOR_GREATER -> "gt";
            case TABLE_OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
                throw Errors.of(
                        Reason.BAD_ARGUMENT, "conditions.operator: not said", Subject.field("conditions.operator"));
        };
    }
}
