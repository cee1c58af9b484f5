package dev.sluice.grpc;

import dev.sluice.grpc.v1.ClearTableRequest;
import dev.sluice.grpc.v1.ClearTableResponse;
import dev.sluice.grpc.v1.GetTableRequest;
import dev.sluice.grpc.v1.GetTableResponse;
import dev.sluice.grpc.v1.ListPeersRequest;
import dev.sluice.grpc.v1.ListPeersResponse;
import dev.sluice.grpc.v1.ListTableEntriesRequest;
import dev.sluice.grpc.v1.ListTableEntriesResponse;
import dev.sluice.grpc.v1.ListTablesRequest;
import dev.sluice.grpc.v1.ListTablesResponse;
import dev.sluice.grpc.v1.SetTableEntryRequest;
import dev.sluice.grpc.v1.SetTableEntryResponse;
import dev.sluice.grpc.v1.StreamTableEntriesRequest;
import dev.sluice.grpc.v1.StreamTableEntriesResponse;
import dev.sluice.grpc.v1.TableEntry;
import dev.sluice.grpc.v1.TableServiceGrpc;
import dev.sluice.operation.Precondition;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.ClearTable;
import dev.sluice.operation.table.EntrySelector;
import dev.sluice.operation.table.PeersInfo;
import dev.sluice.operation.table.SetTable;
import dev.sluice.operation.table.ShowPeers;
import dev.sluice.operation.table.ShowTable;
import dev.sluice.operation.table.ShowTables;
import dev.sluice.operation.table.TableDump;
import dev.sluice.operation.table.TableInfo;
import dev.sluice.operation.table.TableRow;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The service of stick tables. */
final class TablesRpc extends TableServiceGrpc.TableServiceImplBase {
    /** Entries of a streamed message: some tens of kilobytes. */
    private static final int ENTRIES_OF_MESSAGE = 256;

    private final Kit kit;

    TablesRpc(Kit kit) {
        this.kit = kit;
    }

    @Override
    public void getTable(GetTableRequest request, StreamObserver<GetTableResponse> to) {
        kit.calls().answer(to, () -> {
            String name = Names.table("name", request.getName());
            Subject subject = new Subject(Kit.TABLE, request.getName(), "name");
            return kit.calls()
                    .submit(
                            new ShowTables(),
                            subject,
                            Precondition.NONE,
                            outcome -> GetTableResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setTable(Calls.rows(outcome, TableInfo.class).stream()
                                            .filter(table -> table.spec().name().equals(name))
                                            .findFirst()
                                            .map(TableMessages::of)
                                            .orElseThrow(
                                                    () -> Errors.of(Reason.TABLE_NOT_FOUND, "No such table", subject)))
                                    .build());
        });
    }

    @Override
    public void listTables(ListTablesRequest request, StreamObserver<ListTablesResponse> to) {
        kit.calls().list(to, request, new ShowTables(), TableInfo.class, TableMessages::of);
    }

    @Override
    public void listTableEntries(ListTableEntriesRequest request, StreamObserver<ListTableEntriesResponse> to) {
        kit.calls().list(to, request, () -> {
            EntrySelector selector = request.getKey().isEmpty()
                    ? TableMessages.selector(request.getConditionsList())
                    : new EntrySelector.WithKey(request.getKey());
            return dump(request.getTable(), selector).thenApply(TablesRpc::entries);
        });
    }

    private CompletionStage<TableDump> dump(String name, EntrySelector selector) {
        String table = Names.table("table", name);
        Subject subject = new Subject(Kit.TABLE, name, "table");
        return kit.calls().submit(new ShowTable(table, selector), subject, Precondition.NONE, outcome -> {
            TableDump dump = Calls.value(outcome, TableDump.class);
            if (!dump.permitted()) {
                throw Errors.of(Reason.LEVEL_TOO_LOW, "Permission denied", subject);
            }
            return dump;
        });
    }

    private static List<TableEntry> entries(TableDump dump) {
        List<TableEntry> entries = new ArrayList<>();
        for (TableRow row = dump.rows().next();
                row != null && entries.size() < Pages.ITEMS_MAX;
                row = dump.rows().next()) {
            entries.add(TableMessages.of(row));
        }
        return entries;
    }

    @Override
    public void streamTableEntries(StreamTableEntriesRequest request, StreamObserver<StreamTableEntriesResponse> to) {
        var call = (ServerCallStreamObserver<StreamTableEntriesResponse>) to;
        long revision = kit.calls().revision();
        Portions<TableRow, StreamTableEntriesResponse> stream = new Portions<>(
                call,
                ENTRIES_OF_MESSAGE,
                rows -> StreamTableEntriesResponse.newBuilder()
                        .setRevision(revision)
                        .addAllEntries(rows.stream().map(TableMessages::of).toList())
                        .build());
        call.setOnReadyHandler(stream::send);
        kit.calls()
                .begin(
                        to,
                        () -> dump(request.getTable(), TableMessages.selector(request.getConditionsList()))
                                .thenAccept(dump -> stream.start(dump.rows())));
    }

    @Override
    public void setTableEntry(SetTableEntryRequest request, StreamObserver<SetTableEntryResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String table = Names.table("table", request.getTable());
            SetTable operation = new SetTable(
                    table,
                    new EntrySelector.WithKey(request.getKey()),
                    request.getValuesList().stream().map(TableMessages::of).toList(),
                    false);
            return kit.calls()
                    .submit(
                            operation,
                            new Subject(Kit.TABLE, request.getTable(), "table"),
                            Precondition.NONE,
                            done -> SetTableEntryResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .setEntry(TableMessages.of(Calls.value(done, TableRow.class)))
                                    .build());
        });
    }

    @Override
    public void clearTable(ClearTableRequest request, StreamObserver<ClearTableResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            String table = Names.table("table", request.getTable());
            return kit.calls()
                    .submit(
                            new ClearTable(table, selected(request)),
                            new Subject(Kit.TABLE, request.getTable(), "table"),
                            Precondition.NONE,
                            done -> ClearTableResponse.newBuilder()
                                    .setRevision(kit.calls().revision())
                                    .build());
        });
    }

    private static EntrySelector selected(ClearTableRequest request) {
        int said = (request.getKey().isEmpty() ? 0 : 1)
                + (request.getPointer() == 0 ? 0 : 1)
                + (request.getConditionsCount() == 0 ? 0 : 1);
        if (said > 1) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT, "only one of key, pointer and conditions may be said", Subject.field("key"));
        }
        if (!request.getKey().isEmpty()) {
            return new EntrySelector.WithKey(request.getKey());
        }
        return request.getPointer() != 0
                ? new EntrySelector.WithPointer("0x" + Long.toHexString(request.getPointer()))
                : TableMessages.selector(request.getConditionsList());
    }

    @Override
    public void listPeers(ListPeersRequest request, StreamObserver<ListPeersResponse> to) {
        kit.calls().list(to, request, new ShowPeers(""), PeersInfo.class, TableMessages::of);
    }
}
