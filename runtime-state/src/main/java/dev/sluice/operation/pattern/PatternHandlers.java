package dev.sluice.operation.pattern;

import dev.sluice.operation.Change;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.pattern.PatternEntry;
import dev.sluice.pattern.PatternIndex;
import dev.sluice.pattern.PatternReference;
import dev.sluice.pattern.PatternUses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Handles operations on maps and ACLs. */
final class PatternHandlers {
    private PatternHandlers() {}

    static Outcome list(ListPatterns operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.state().patterns().all().stream()
                .filter(reference -> is(reference, operation.kind()))
                .toList()));
    }

    private static boolean is(PatternReference reference, PatternKind kind) {
        return switch (kind) {
            case MAP -> reference.uses().isMap();
            case ACL -> reference.uses().isAcl();
            case ANY -> true;
        };
    }

    /** A reference that must be of the kind it is taken for. */
    private static Checked<PatternReference> find(PatternRef wanted, Context context) {
        return anyKind(wanted, context)
                .and(reference -> is(reference, wanted.kind()) ? Checked.of(reference) : unknown(wanted.kind()));
    }

    /** A reference that may be of the other kind as well. */
    private static Checked<PatternReference> anyKind(PatternRef wanted, Context context) {
        return context.state().patterns().named(wanted.name()).map(Checked::of).orElseGet(() -> unknown(wanted.kind()));
    }

    private static Checked<PatternReference> unknown(PatternKind kind) {
        return Checked.refused(
                Reason.PATTERN_NOT_FOUND, "Unknown " + kind.word() + " identifier. Please use #<id> or <file>.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Outcome show(ShowEntries operation, Context context) {
        return find(operation.reference(), context)
                .then(reference ->
                        new Outcome.Rows(reference.entries(operation.version().in(reference.version()))::next));
    }

    static Outcome lookUp(LookUp operation, Context context) {
        return anyKind(operation.reference(), context).then(reference -> {
            List<Found> found = new ArrayList<>();
            byte[] value = bytes(operation.value());
            for (PatternUses.View view : reference.uses().views()) {
                PatternIndex index = Objects.requireNonNull(reference.index(view), "a use has its index: " + reference);
                found.add(new Found(index, view.type(), index.findAsWritten(value)));
            }
            return new Outcome.Rows(Cursor.of(found));
        });
    }

    static Outcome add(AddEntries operation, Context context) {
        return anyKind(operation.reference(), context).then(reference -> add(operation, reference, context));
    }

    private static Outcome add(AddEntries operation, PatternReference reference, Context context) {
        if (operation.reference().kind() == PatternKind.ACL && reference.uses().isMap()) {
            return Outcome.refused(
                    Reason.BAD_ARGUMENT,
                    "This ACL is shared with a map containing samples. You must use the command 'add map' to add"
                            + " values.");
        }
        int version = operation.version().in(reference.version());
        if (version - reference.nextVersion() > 0) {
            return Outcome.refused(
                    Reason.VERSION_OUT_OF_RANGE,
                    "Version number in the future, please use 'prepare "
                            + (operation.reference().kind() == PatternKind.ACL ? "acl" : "map") + "' before.");
        }
        List<NewEntry> entries = operation.entries();
        byte[][] keys = new byte[entries.size()][];
        byte[][] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = bytes(entries.get(i).key());
            values[i] = bytes(entries.get(i).value());
            String problem = reference.problem(keys[i], values[i]);
            if (!problem.isEmpty()) {
                return Outcome.refused(Reason.BAD_ARGUMENT, problem + ".");
            }
        }
        context.changing();
        for (int i = 0; i < keys.length; i++) {
            reference.add(version, keys[i], values[i]);
        }
        context.changed(
                operation.entries().size() + " entries added to " + reference
                        + (operation.version().said() ? " version " + version : ""),
                touched(reference));
        return Outcome.OK;
    }

    static Outcome set(SetEntry operation, Context context) {
        return anyKind(operation.reference(), context).then(reference -> set(operation, reference, context));
    }

    private static Outcome set(SetEntry operation, PatternReference reference, Context context) {
        List<PatternEntry> entries = entries(reference, operation.entry());
        if (entries.isEmpty()) {
            return Outcome.refused(
                    Reason.ENTRY_NOT_FOUND,
                    operation.entry().isNumber() ? "key or pattern not found." : "entry not found.");
        }
        byte[] value = bytes(operation.value());
        String problem = reference.valueProblem(value);
        if (!problem.isEmpty()) {
            return Outcome.refused(Reason.BAD_ARGUMENT, problem + ".");
        }
        context.changing();
        entries.forEach(entry -> reference.set(entry, value));
        context.changed("entry " + entries.get(0) + " of " + reference + " set", touched(reference));
        return Outcome.OK;
    }

    private static List<PatternEntry> entries(PatternReference reference, EntryRef wanted) {
        if (!wanted.isNumber()) {
            return reference.withKey(bytes(wanted.key()));
        }
        PatternEntry entry = reference.entry(wanted.number());
        return entry == null ? List.of() : List.of(entry);
    }

    static Outcome delete(DeleteEntry operation, Context context) {
        return find(operation.reference(), context).then(reference -> {
            List<PatternEntry> entries = entries(reference, operation.entry());
            if (entries.isEmpty()) {
                return Outcome.refused(Reason.ENTRY_NOT_FOUND, "Key not found.");
            }
            context.changing();
            reference.delete(entries.get(0));
            context.changed("entry " + entries.get(0) + " of " + reference + " deleted", touched(reference));
            return Outcome.OK;
        });
    }

    static Outcome clear(ClearEntries operation, Context context) {
        return find(operation.reference(), context).then(reference -> {
            int version = operation.version().in(reference.version());
            // As in HAProxy 3.5, words leave a version alone while an older one has entries. Typed calls clear it.
            if (operation.reference().kind() != PatternKind.ANY && version != reference.oldestVersion()) {
                return Outcome.OK;
            }
            context.changing();
            reference.clear(version);
            context.changed(reference + " version " + version + " cleared", touched(reference));
            return Outcome.OK;
        });
    }

    static Outcome prepare(PrepareVersion operation, Context context) {
        return find(operation.reference(), context).then(reference -> {
            context.changing();
            int version = reference.prepare();
            context.changed(reference + " version " + version + " prepared", touched(reference));
            return new Outcome.Done(Severity.INFO, "New version created: " + version, version);
        });
    }

    static Outcome commit(CommitVersion operation, Context context) {
        return find(operation.reference(), context).then(reference -> {
            if (!reference.canCommit(operation.version())) {
                return Outcome.refused(Reason.VERSION_OUT_OF_RANGE, "Version number out of range.");
            }
            context.changing();
            reference.commit(operation.version());
            context.changed(reference + " version " + operation.version() + " committed", touched(reference));
            context.barrier();
            return Outcome.OK;
        });
    }

    private static List<Change> touched(PatternReference reference) {
        return List.of(Change.of(Change.Kind.UPDATED, "patternSets/" + reference));
    }
}
