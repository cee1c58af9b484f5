package dev.sluice.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, versions, readers beside the writer, and reloads. */
class PatternReferenceTest {
    private static final int KEYS = 200;
    private static final int MILLION = 1_000_000;

    @TempDir
    private Path directory;

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("a.map"), content, StandardCharsets.ISO_8859_1)
                .toString();
    }

    private static PatternIndex map(String file, PatternMatch match, PatternValueType type) throws PatternException {
        return new PatternLoader().at("test.cfg", 1).map(file, match, type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> entries(PatternReference reference, int version) {
        List<String> all = new ArrayList<>();
        PatternCursor cursor = reference.entries(version);
        for (PatternEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            all.add(entry.toString());
        }
        return all;
    }

    @Test
    void aMapsLinesAreTrimmedAndItsCommentsLeftOut() throws Exception {
        String file =
                file("/a x\n  /lead   v  trailing  \n\n# c\n/sp\tv1\tv2  \nnoval\n /q   #not a comment\r\n/last z");
        PatternIndex index = map(file, PatternMatch.BEG, PatternValueType.STR);
        assertThat(entries(index.reference(), 0))
                .containsExactly("/a x", "/lead v  trailing", "/sp v1\tv2", "noval ", "/q #not a comment", "/last z");
        PatternIndex acl = new PatternLoader()
                .at("test.cfg", 1)
                .acl(new AclPatterns(
                        "path",
                        List.of(file("AbC\n# comment\n  two words here  \n")),
                        List.of(),
                        PatternMatch.STR,
                        true,
                        "test.cfg",
                        1))
                .get(0);
        assertThat(entries(acl.reference(), 0)).containsExactly("AbC ", "two words here   ");
        assertThat(acl.find(bytes("ABC"), 0, 3)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "IP  | STR | '2' is not a valid IPv4 or IPv6 address at line 4 of file '%s'",
                "INT | STR | '1.1.1.1' is not a number at line 3 of file '%s'",
                "STR | INT | unable to parse 'a' at line 3 of file '%s'",
                "STR | IP  | unable to parse 'a' at line 3 of file '%s'"
            })
    void whatIsWrongWithAFileIsToldWithItsLine(PatternMatch match, PatternValueType type, String message)
            throws Exception {
        String file = file("\n# x\n1.1.1.1 a\n2 b\n");
        assertThatThrownBy(() -> map(file, match, type)).hasMessage(message.formatted(file));
    }

    @Test
    void filesThatAreNotThere() throws Exception {
        String file = directory + "/none.map";
        assertThatThrownBy(() -> map(file, PatternMatch.STR, PatternValueType.STR))
                .hasMessage("failed to open pattern file <" + file + ">");
        assertThat(map("opt@" + file, PatternMatch.STR, PatternValueType.STR)
                        .reference()
                        .file())
                .isEqualTo(file);
        assertThat(map("virt@any", PatternMatch.STR, PatternValueType.STR)
                        .reference()
                        .count())
                .isZero();
        String there = file("a 1\n");
        PatternLoader loader = new PatternLoader();
        PatternReference one = loader.at("test.cfg", 1)
                .map("file@" + there, PatternMatch.STR, PatternValueType.STR)
                .reference();
        PatternReference other = loader.at("test.cfg", 2)
                .map(there, PatternMatch.STR, PatternValueType.STR)
                .reference();
        assertThat(other).as("the same file is one reference").isSameAs(one);
        assertThat(one.uses().description())
                .isEqualTo("pattern loaded from file 'file@" + there
                        + "' used by map at file 'test.cfg' line 1, by map at file 'test.cfg' line 2");
    }

    @Test
    void aVersionIsFilledBesideTheOneInUse() throws Exception {
        PatternReference reference =
                map(file("a 1\n"), PatternMatch.STR, PatternValueType.STR).reference();
        assertThat(reference.prepare()).isEqualTo(1);
        assertThat(reference.prepare()).isEqualTo(2);
        reference.add(1, bytes("b"), bytes("2"));
        reference.add(2, bytes("c"), bytes("3"));
        assertThat(reference.count()).isEqualTo(3);
        assertThat(reference.canCommit(0)).isFalse();
        assertThat(reference.canCommit(3)).isFalse();
        reference.commit(2);
        assertThat(entries(reference, 2)).containsExactly("c 3");
        assertThat(entries(reference, 1)).as("older ones are gone").isEmpty();
        assertThat(reference.count()).isEqualTo(1);
        reference.add(0, bytes("old"), bytes("4"));
        assertThat(entries(reference, 0)).containsExactly("old 4");
        assertThat(reference.prepare()).isEqualTo(3);
        reference.commit(3);
        assertThat(reference.count()).isZero();
    }

    /** Each version maps every key to the version's number: a reader that found two versions in one, or none, saw half a map. */
    @Test
    void readersNeverSeeHalfAMap() throws Exception {
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < KEYS; i++) {
            first.append("key-").append(i).append(" 0\n");
        }
        PatternIndex index = map(file(first.toString()), PatternMatch.STR, PatternValueType.INT);
        PatternReference reference = index.reference();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong committed = new AtomicLong();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread reader = new Thread(() -> read(index, over, committed, wrong));
            readers.add(reader);
            reader.start();
        }
        for (int round = 1; round <= 300; round++) {
            int version = reference.prepare();
            for (int i = 0; i < KEYS; i++) {
                reference.add(version, bytes("key-" + i), bytes(Integer.toString(version)));
            }
            reference.commit(version);
            committed.set(version);
        }
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static void read(
            PatternIndex index, AtomicBoolean over, AtomicLong committed, ConcurrentLinkedQueue<String> wrong) {
        byte[][] keys = new byte[KEYS][];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = bytes("key-" + i);
        }
        long newest = 0;
        while (!over.get() && wrong.isEmpty()) {
            for (byte[] key : keys) {
                long atLeast = committed.get();
                PatternEntry found = index.find(key, 0, key.length);
                if (found == null || found.number() < atLeast || found.number() < newest) {
                    wrong.add(found + " after " + newest + ", committed " + atLeast);
                    return;
                }
                newest = found.number();
            }
        }
    }

    /** While other keys come and go, and the table grows and shrinks, those that stay are always found. */
    @Test
    void whatStaysIsFoundWhileOthersComeAndGo() throws Exception {
        PatternIndex index = map(file("stays 1\nstays-too 2\n"), PatternMatch.BEG, PatternValueType.STR);
        PatternReference reference = index.reference();
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Thread reader = new Thread(() -> {
            byte[] text = bytes("stays-too-long");
            while (!over.get()) {
                PatternEntry found = index.find(text, 0, text.length);
                if (found == null || found.number() != 2) {
                    wrong.add(String.valueOf(found));
                    return;
                }
            }
        });
        reader.start();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 20_000; i++) {
                reference.add(0, bytes("s" + i), bytes("x"));
            }
            for (int i = 0; i < 20_000; i++) {
                reference.delete(reference.withKey(bytes("s" + i)).get(0));
            }
        }
        over.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
        assertThat(reference.count()).isEqualTo(2);
    }

    @Test
    void aReloadKeepsChangesOfWhatIsTheSame() throws Exception {
        Patterns live = new Patterns();
        AclPatterns listed = new AclPatterns("path", List.of(), List.of("/a"), PatternMatch.BEG, false, "test.cfg", 2);
        live.apply(set(file("a 1\n"), listed), true);
        PatternReference before = live.named("#0").orElseThrow();
        before.add(0, bytes("b"), bytes("2"));
        live.named("#1").orElseThrow().add(0, bytes("/b"), bytes(""));
        AclPatterns moved = new AclPatterns("path", List.of(), List.of("/a"), PatternMatch.BEG, false, "test.cfg", 9);
        Patterns.Kept kept = live.apply(set(file("a 1\n"), moved), true);
        assertThat(kept).isEqualTo(new Patterns.Kept(2, 0));
        assertThat(live.named("#0")).containsSame(before);
        assertThat(live.acl(moved).get(0).find(bytes("/b"), 0, 2)).isNotNull();

        kept = live.apply(set(file("a 1\nc 3\n"), moved), true);
        assertThat(kept).isEqualTo(new Patterns.Kept(1, 1));
        assertThat(entries(live.named("#0").orElseThrow(), 0)).containsExactly("a 1", "c 3");
        kept = live.apply(set(file("a 1\nc 3\n"), moved), false);
        assertThat(kept.kept()).isZero();
        assertThat(live.acl(moved).get(0).find(bytes("/b"), 0, 2)).isNull();
    }

    private static PatternSet set(String file, AclPatterns listed) throws PatternException {
        PatternLoader loader = new PatternLoader();
        var unused = loader.at("test.cfg", 1).map(file, PatternMatch.STR, PatternValueType.STR);
        var unusedToo = loader.at("test.cfg", listed.configLine()).acl(listed);
        return loader.set();
    }

    /** Takes a minute's worth of memory and time, so it runs only where it is asked for; prints its figures. */
    @Test
    @EnabledIfSystemProperty(named = "sluice.scale", matches = "true")
    void aMillionEntries() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < MILLION; i++) {
            lines.append("host-")
                    .append(i)
                    .append(".example.com be")
                    .append(i % 7)
                    .append('\n');
        }
        String file = file(lines.toString());
        long start = System.nanoTime();
        PatternIndex index = map(file, PatternMatch.STR, PatternValueType.STR);
        long loaded = System.nanoTime();
        byte[] key = bytes("host-999999.example.com");
        for (int i = 0; i < MILLION; i++) {
            Objects.requireNonNull(index.find(key, 0, key.length));
        }
        long found = System.nanoTime();
        int version = index.reference().prepare();
        for (int i = 0; i < 100_000; i++) {
            index.reference().add(version, bytes("new-" + i), bytes("x"));
        }
        long added = System.nanoTime();
        index.reference().commit(version);
        long committed = System.nanoTime();
        System.out.printf(
                "load %d ms, lookup %d ns, 100000 added %d ms, commit %d us%n",
                (loaded - start) / MILLION,
                (found - loaded) / MILLION,
                (added - found) / MILLION,
                (committed - added) / 1000);
        assertThat((committed - added) / MILLION).as("ms of a commit").isLessThan(50);
    }
}
