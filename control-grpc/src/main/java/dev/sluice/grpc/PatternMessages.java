package dev.sluice.grpc;

import dev.sluice.grpc.v1.PatternEntry;
import dev.sluice.grpc.v1.PatternLookup;
import dev.sluice.grpc.v1.PatternSet;
import dev.sluice.operation.pattern.Found;
import dev.sluice.pattern.PatternReference;
import java.nio.charset.StandardCharsets;

/** Maps and ACLs as messages. */
final class PatternMessages {
    private PatternMessages() {}

    static PatternSet of(PatternReference reference, Etags etags) {
        return PatternSet.newBuilder()
                .setName(Names.of(reference))
                .setId(reference.id())
                .setDescription(reference.uses().description())
                .setMap(reference.uses().isMap())
                .setAcl(reference.uses().isAcl())
                .setCurrentVersion(reference.version())
                .setNextVersion(reference.nextVersion())
                .setEntryCount(reference.count())
                .setEtag(etags.of(reference.changes()))
                .build();
    }

    static PatternEntry of(dev.sluice.pattern.PatternEntry entry) {
        PatternEntry.Builder message =
                PatternEntry.newBuilder().setId(entry.id()).setKey(text(entry.key()));
        if (entry.isMapping()) {
            message.setValue(text(entry.value()));
        }
        return message.build();
    }

    static PatternLookup of(Found found) {
        PatternLookup.Builder message = PatternLookup.newBuilder()
                .setMatch(found.index().match().word())
                .setIgnoreCase(found.index().ignoreCase());
        dev.sluice.pattern.PatternEntry entry = found.entry();
        if (entry != null) {
            message.setEntry(of(entry));
        }
        return message.build();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
