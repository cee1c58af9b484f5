package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.grpc.v1.AddPatternEntriesRequest;
import dev.sluice.grpc.v1.ClearPatternSetRequest;
import dev.sluice.grpc.v1.CommitPatternSetRequest;
import dev.sluice.grpc.v1.DeletePatternEntryRequest;
import dev.sluice.grpc.v1.GetPatternSetRequest;
import dev.sluice.grpc.v1.ListPatternEntriesRequest;
import dev.sluice.grpc.v1.ListPatternSetsRequest;
import dev.sluice.grpc.v1.LookUpPatternRequest;
import dev.sluice.grpc.v1.PatternEntry;
import dev.sluice.grpc.v1.PatternServiceGrpc;
import dev.sluice.grpc.v1.PatternSet;
import dev.sluice.grpc.v1.PreparePatternSetRequest;
import dev.sluice.grpc.v1.SetPatternEntryRequest;
import dev.sluice.grpc.v1.StreamPatternEntriesRequest;
import dev.sluice.pattern.AclPatterns;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.PatternLoader;
import dev.sluice.pattern.PatternMatch;
import dev.sluice.pattern.PatternValueType;
import dev.sluice.state.RuntimeState;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps and ACLs over gRPC. */
class PatternsTest {
    @TempDir
    private Path directory;

    private TestProgram program;
    private PatternServiceGrpc.PatternServiceBlockingStub patterns;
    private String name = "";

    @BeforeEach
    void start() throws IOException, PatternException {
        program = TestProgram.start();
        name = load(program.state(), directory);
        patterns = PatternServiceGrpc.newBlockingStub(program.admin());
    }

    @AfterEach
    void stop() {
        program.close();
    }

    /** A map that is used in two ways, and what an ACL lists; returns the map's name. */
    static String load(RuntimeState state, Path directory) throws IOException, PatternException {
        String map = Files.writeString(directory.resolve("hosts.map"), "one 1\non 2\n")
                .toString();
        PatternLoader loader = new PatternLoader();
        var unused = loader.at("test.cfg", 1).map(map, PatternMatch.STR, PatternValueType.STR);
        unused = loader.at("test.cfg", 2).map(map, PatternMatch.BEG, PatternValueType.INT);
        var unusedToo = loader.at("test.cfg", 3)
                .acl(new AclPatterns("src", List.of(), List.of("10.0.0.0/8"), PatternMatch.IP, false, "test.cfg", 3));
        state.patterns().apply(loader.set(), true);
        return "patternSets/" + map;
    }

    /** Calls every method once, and looks at what came of it. */
    static void callAll(PatternServiceGrpc.PatternServiceBlockingStub patterns, String name) {
        assertThat(patterns.listPatternSets(ListPatternSetsRequest.getDefaultInstance())
                        .getPatternSetsList())
                .extracting(PatternSet::getName)
                .containsExactly(name, "patternSets/#1");
        var added = patterns.addPatternEntries(AddPatternEntriesRequest.newBuilder()
                .setName(name)
                .addEntries(entry("two", "22"))
                .addEntries(entry("two", "23"))
                .build());
        assertThat(added.getPatternSet().getEntryCount()).isEqualTo(4);
        var set = patterns.setPatternEntry(SetPatternEntryRequest.newBuilder()
                .setName(name)
                .setKey("two")
                .setValue("24")
                .build());
        assertThat(set.getRevision()).isEqualTo(added.getRevision() + 1);
        assertThat(entries(patterns, name)).containsExactly("one=1", "on=2", "two=24", "two=24");
        patterns.deletePatternEntry(DeletePatternEntryRequest.newBuilder()
                .setName(name)
                .setKey("two")
                .build());
        var found = patterns.lookUpPattern(
                LookUpPatternRequest.newBuilder().setName(name).setValue("one!").build());
        assertThat(found.getLookups(0).hasEntry()).isFalse();
        assertThat(found.getLookups(1).getMatch()).isEqualTo("beg");
        assertThat(found.getLookups(1).getEntry().getKey()).isEqualTo("one");
        var prepared = patterns.preparePatternSet(
                PreparePatternSetRequest.newBuilder().setName(name).build());
        assertThat(prepared.getVersion()).isEqualTo(1);
        var next = AddPatternEntriesRequest.newBuilder().setName(name).setVersion(1);
        patterns.addPatternEntries(next.addEntries(entry("new", "9")).build());
        assertThat(entries(patterns, name)).containsExactly("one=1", "on=2", "two=24");
        patterns.commitPatternSet(
                CommitPatternSetRequest.newBuilder().setName(name).setVersion(1).build());
        assertThat(entries(patterns, name)).containsExactly("new=9");
        var cleared = patterns.clearPatternSet(
                ClearPatternSetRequest.newBuilder().setName(name).build());
        assertThat(cleared.getPatternSet().getEntryCount()).isZero();
        assertThat(patterns.listPatternEntries(ListPatternEntriesRequest.newBuilder()
                                .setName(name)
                                .build())
                        .getEntriesCount())
                .isZero();
    }

    private static PatternEntry entry(String key, String value) {
        return PatternEntry.newBuilder().setKey(key).setValue(value).build();
    }

    private static List<String> entries(PatternServiceGrpc.PatternServiceBlockingStub patterns, String name) {
        List<String> all = new ArrayList<>();
        patterns.streamPatternEntries(
                        StreamPatternEntriesRequest.newBuilder().setName(name).build())
                .forEachRemaining(response ->
                        response.getEntriesList().forEach(entry -> all.add(entry.getKey() + "=" + entry.getValue())));
        return all;
    }

    private PatternSet get() {
        return patterns.getPatternSet(
                        GetPatternSetRequest.newBuilder().setName(name).build())
                .getPatternSet();
    }

    @Test
    void refusalsChangeNothing() {
        long before = program.revision();
        var add = AddPatternEntriesRequest.newBuilder().setName(name);
        Refused.by(() -> patterns.addPatternEntries(add.addEntries(entry("good", "1"))
                        .addEntries(entry("bad", "x"))
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        Refused.by(() -> patterns.addPatternEntries(add.clearEntries()
                        .setVersion(3)
                        .addEntries(entry("good", "1"))
                        .build()))
                .with(Code.INVALID_ARGUMENT, "VERSION_OUT_OF_RANGE");
        Refused.by(() -> patterns.commitPatternSet(CommitPatternSetRequest.newBuilder()
                        .setName(name)
                        .setVersion(1)
                        .build()))
                .with(Code.INVALID_ARGUMENT, "VERSION_OUT_OF_RANGE");
        Refused.by(() -> patterns.deletePatternEntry(DeletePatternEntryRequest.newBuilder()
                        .setName(name)
                        .setKey("none")
                        .build()))
                .with(Code.NOT_FOUND, "ENTRY_NOT_FOUND");
        Refused.by(() -> patterns.preparePatternSet(PreparePatternSetRequest.newBuilder()
                        .setName("patternSets/#7")
                        .build()))
                .with(Code.NOT_FOUND, "PATTERN_NOT_FOUND");
        Refused.by(() -> patterns.setPatternEntry(SetPatternEntryRequest.newBuilder()
                        .setName(name)
                        .setKey("one")
                        .setId(7)
                        .build()))
                .with(Code.INVALID_ARGUMENT, "BAD_ARGUMENT");
        assertThat(program.revision()).isEqualTo(before);
        assertThat(entries(patterns, name)).containsExactly("one=1", "on=2");
    }

    @Test
    void anEtagHoldsUntilEntriesChange() {
        var prepare = PreparePatternSetRequest.newBuilder().setName(name).setEtag(get().getEtag());
        var done = patterns.preparePatternSet(prepare.build());
        Refused.by(() -> patterns.preparePatternSet(prepare.build())).with(Code.ABORTED, "ETAG_MISMATCH");
        assertThat(done.getPatternSet()).isEqualTo(get());
        assertThat(get().getNextVersion()).isEqualTo(1);
    }

    @Test
    void aDryRunChangesNothing() {
        long before = program.revision();
        var clear = ClearPatternSetRequest.newBuilder().setName(name).setValidateOnly(true);
        assertThat(patterns.clearPatternSet(clear.build()).getRevision()).isEqualTo(before);
        var prepare = PreparePatternSetRequest.newBuilder().setName(name).setValidateOnly(true);
        assertThat(patterns.preparePatternSet(prepare.build()).getVersion()).isZero();
        Refused.by(() -> patterns.clearPatternSet(clear.setEtag("old").build())).with(Code.ABORTED, "ETAG_MISMATCH");
        assertThat(program.revision()).isEqualTo(before);
        assertThat(get().getEntryCount()).isEqualTo(2);
        assertThat(get().getNextVersion()).isZero();
    }

    @Test
    void listsAreFiltered() {
        var sets = patterns.listPatternSets(
                ListPatternSetsRequest.newBuilder().setFilter("map = true").build());
        assertThat(sets.getPatternSetsList()).extracting(PatternSet::getName).containsExactly(name);
        var entries = patterns.listPatternEntries(ListPatternEntriesRequest.newBuilder()
                .setName(name)
                .setFilter("value = \"2\"")
                .build());
        assertThat(entries.getEntriesList()).extracting(PatternEntry::getKey).containsExactly("on");
    }
}
