package dev.sluice.grpc;

import dev.sluice.grpc.v1.AddPatternEntriesRequest;
import dev.sluice.grpc.v1.AddPatternEntriesResponse;
import dev.sluice.grpc.v1.ClearPatternSetRequest;
import dev.sluice.grpc.v1.ClearPatternSetResponse;
import dev.sluice.grpc.v1.CommitPatternSetRequest;
import dev.sluice.grpc.v1.CommitPatternSetResponse;
import dev.sluice.grpc.v1.DeletePatternEntryRequest;
import dev.sluice.grpc.v1.DeletePatternEntryResponse;
import dev.sluice.grpc.v1.GetPatternSetRequest;
import dev.sluice.grpc.v1.GetPatternSetResponse;
import dev.sluice.grpc.v1.ListPatternEntriesRequest;
import dev.sluice.grpc.v1.ListPatternEntriesResponse;
import dev.sluice.grpc.v1.ListPatternSetsRequest;
import dev.sluice.grpc.v1.ListPatternSetsResponse;
import dev.sluice.grpc.v1.LookUpPatternRequest;
import dev.sluice.grpc.v1.LookUpPatternResponse;
import dev.sluice.grpc.v1.PatternEntry;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.PatternSet;
import dev.sluice.grpc.v1.PreparePatternSetRequest;
import dev.sluice.grpc.v1.PreparePatternSetResponse;
import dev.sluice.grpc.v1.SetPatternEntryRequest;
import dev.sluice.grpc.v1.SetPatternEntryResponse;
import dev.sluice.grpc.v1.StreamPatternEntriesRequest;
import dev.sluice.grpc.v1.StreamPatternEntriesResponse;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.pattern.AddEntries;
import dev.sluice.operation.pattern.ClearEntries;
import dev.sluice.operation.pattern.CommitVersion;
import dev.sluice.operation.pattern.DeleteEntry;
import dev.sluice.operation.pattern.EntryRef;
import dev.sluice.operation.pattern.Found;
import dev.sluice.operation.pattern.ListPatterns;
import dev.sluice.operation.pattern.LookUp;
import dev.sluice.operation.pattern.NewEntry;
import dev.sluice.operation.pattern.PatternKind;
import dev.sluice.operation.pattern.PatternRef;
import dev.sluice.operation.pattern.PrepareVersion;
import dev.sluice.operation.pattern.SetEntry;
import dev.sluice.operation.pattern.ShowEntries;
import dev.sluice.operation.pattern.VersionArgument;
import dev.sluice.pattern.PatternReference;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The service of maps and ACLs. */
final class PatternsRpc extends PatternServiceGrpc.PatternServiceImplBase {
    /** Entries that one request may add: some milliseconds of the control thread, for which other changes wait. */
    private static final int ADDED_MAX = 10_000;

    /** Entries of a streamed message: some tens of kilobytes. */
    private static final int ENTRIES_OF_MESSAGE = 512;

    private final Kit kit;

    PatternsRpc(Kit kit) {
        this.kit = kit;
    }

    private static PatternRef reference(String name) {
        return new PatternRef(PatternKind.ANY, Names.patternSet("name", name));
    }

    private static Subject subject(String name) {
        return new Subject(Kit.PATTERN_SET, name, "name");
    }

    /** A set as a change has left it. */
    private PatternSet set(String name) {
        return PatternMessages.of(
                kit.state()
                        .patterns()
                        .named(Names.patternSet("name", name))
                        .orElseThrow(() -> Errors.of(Reason.PATTERN_NOT_FOUND, "No such pattern set.", subject(name))),
                kit.etags());
    }

    private <R> CompletionStage<R> submit(String name, Operation operation, String etag, Function<Outcome, R> done) {
        return kit.calls()
                .submit(operation, subject(name), kit.etags().patterns(Names.patternSet("name", name), etag), done);
    }

    @Override
    public void getPatternSet(GetPatternSetRequest request, StreamObserver<GetPatternSetResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> submit(
                                request.getName(),
                                new ListPatterns(PatternKind.ANY),
                                "",
                                outcome -> GetPatternSetResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }

    @Override
    public void listPatternSets(ListPatternSetsRequest request, StreamObserver<ListPatternSetsResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        new ListPatterns(PatternKind.ANY),
                        PatternReference.class,
                        each -> PatternMessages.of(each, kit.etags()));
    }

    private <R> CompletionStage<R> entries(
            String name, VersionArgument version, Function<Cursor<dev.sluice.pattern.PatternEntry>, R> done) {
        return submit(
                name,
                new ShowEntries(reference(name), version),
                "",
                outcome -> done.apply(outcome.match(
                        none -> () -> null,
                        rows -> () -> dev.sluice.pattern.PatternEntry.class.cast(
                                rows.rows().next()),
                        none -> () -> null)));
    }

    @Override
    public void listPatternEntries(ListPatternEntriesRequest request, StreamObserver<ListPatternEntriesResponse> to) {
        kit.calls()
                .list(
                        to,
                        request,
                        () -> entries(
                                request.getName(),
                                version(request.hasVersion(), request.getVersion()),
                                PatternsRpc::limited));
    }

    private static List<PatternEntry> limited(Cursor<dev.sluice.pattern.PatternEntry> cursor) {
        List<PatternEntry> entries = new ArrayList<>();
        var entry = cursor.next();
        while (entry != null && entries.size() < Pages.ITEMS_MAX) {
            entries.add(PatternMessages.of(entry));
            entry = cursor.next();
        }
        return entries;
    }

    @Override
    public void streamPatternEntries(
            StreamPatternEntriesRequest request, StreamObserver<StreamPatternEntriesResponse> to) {
        var call = (ServerCallStreamObserver<StreamPatternEntriesResponse>) to;
        long revision = kit.calls().revision();
        Portions<dev.sluice.pattern.PatternEntry, StreamPatternEntriesResponse> stream = new Portions<>(
                call,
                ENTRIES_OF_MESSAGE,
                rows -> StreamPatternEntriesResponse.newBuilder()
                        .setRevision(revision)
                        .addAllEntries(rows.stream().map(PatternMessages::of).toList())
                        .build());
        call.setOnReadyHandler(stream::send);
        kit.calls()
                .begin(
                        to,
                        () -> entries(
                                        request.getName(),
                                        version(request.hasVersion(), request.getVersion()),
                                        Function.identity())
                                .thenAccept(stream::start));
    }

    private static VersionArgument version(boolean said, int number) {
        return said ? VersionArgument.of(number) : VersionArgument.CURRENT;
    }

    @Override
    public void lookUpPattern(LookUpPatternRequest request, StreamObserver<LookUpPatternResponse> to) {
        kit.calls()
                .answer(
                        to,
                        () -> submit(
                                request.getName(),
                                new LookUp(reference(request.getName()), request.getValue()),
                                "",
                                outcome -> LookUpPatternResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .addAllLookups(Calls.rows(outcome, Found.class).stream()
                                                .map(PatternMessages::of)
                                                .toList())
                                        .build()));
    }

    @Override
    public void addPatternEntries(AddPatternEntriesRequest request, StreamObserver<AddPatternEntriesResponse> to) {
        kit.calls().change(to, request.getRequestId(), request, () -> {
            int count = request.getEntriesCount();
            if (count == 0 || count > ADDED_MAX) {
                throw Errors.of(
                        Reason.BAD_ARGUMENT,
                        "entries: " + count + " (expected: 1.." + ADDED_MAX + ")",
                        Subject.field("entries"));
            }
            List<NewEntry> entries = request.getEntriesList().stream()
                    .map(entry -> new NewEntry(key(entry.getKey()), entry.getValue()))
                    .toList();
            return submit(
                    request.getName(),
                    new AddEntries(
                            reference(request.getName()), version(request.hasVersion(), request.getVersion()), entries),
                    request.getEtag(),
                    done -> AddPatternEntriesResponse.newBuilder()
                            .setRevision(kit.calls().revision())
                            .setPatternSet(set(request.getName()))
                            .build());
        });
    }

    private static String key(String key) {
        if (key.isEmpty()) {
            throw Errors.of(Reason.MISSING_ARGUMENT, "entries: a key is missing", Subject.field("entries"));
        }
        return key;
    }

    private static EntryRef entry(String key, long id) {
        if (key.isEmpty() == (id == 0)) {
            throw Errors.of(Reason.BAD_ARGUMENT, "either key or id is expected", Subject.field("key"));
        }
        return new EntryRef(key, id);
    }

    @Override
    public void setPatternEntry(SetPatternEntryRequest request, StreamObserver<SetPatternEntryResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> submit(
                                request.getName(),
                                new SetEntry(
                                        reference(request.getName()),
                                        entry(request.getKey(), request.getId()),
                                        request.getValue()),
                                request.getEtag(),
                                done -> SetPatternEntryResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }

    @Override
    public void deletePatternEntry(DeletePatternEntryRequest request, StreamObserver<DeletePatternEntryResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> submit(
                                request.getName(),
                                new DeleteEntry(reference(request.getName()), entry(request.getKey(), request.getId())),
                                request.getEtag(),
                                done -> DeletePatternEntryResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }

    @Override
    public void clearPatternSet(ClearPatternSetRequest request, StreamObserver<ClearPatternSetResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> submit(
                                request.getName(),
                                new ClearEntries(
                                        reference(request.getName()),
                                        version(request.hasVersion(), request.getVersion())),
                                request.getEtag(),
                                done -> ClearPatternSetResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }

    @Override
    public void preparePatternSet(PreparePatternSetRequest request, StreamObserver<PreparePatternSetResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> submit(
                                request.getName(),
                                new PrepareVersion(reference(request.getName())),
                                request.getEtag(),
                                done -> PreparePatternSetResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setVersion(Calls.value(done, Integer.class))
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }

    @Override
    public void commitPatternSet(CommitPatternSetRequest request, StreamObserver<CommitPatternSetResponse> to) {
        kit.calls()
                .change(
                        to,
                        request.getRequestId(),
                        request,
                        () -> submit(
                                request.getName(),
                                new CommitVersion(reference(request.getName()), request.getVersion()),
                                request.getEtag(),
                                done -> CommitPatternSetResponse.newBuilder()
                                        .setRevision(kit.calls().revision())
                                        .setPatternSet(set(request.getName()))
                                        .build()));
    }
}
