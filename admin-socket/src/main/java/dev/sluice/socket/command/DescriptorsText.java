package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.inspect.Descriptor;
import java.util.List;
import java.util.Locale;

/** Descriptors as {@code show fd} lists them. */
final class DescriptorsText {
    private DescriptorsText() {}

    static Reply descriptors(Outcome outcome, Words words, Speaker speaker) {
        return new Reply.Dump(Lines.of("", Cursor.of(shown(outcome, words)), DescriptorsText::line));
    }

    /** Those that were asked for. */
    static List<Descriptor> shown(Outcome outcome, Words words) {
        return InspectText.all(outcome, Descriptor.class).stream()
                .filter(descriptor -> isAsked(descriptor, words))
                .toList();
    }

    private static boolean isAsked(Descriptor descriptor, Words words) {
        for (String word : words.list()) {
            if (Character.isDigit(word.charAt(0))) {
                return Numbers.atoi(word.substring(word.indexOf('/') + 1)) == descriptor.number();
            }
            if (!hasType(descriptor, word)) {
                return false;
            }
        }
        return true;
    }

    /** Letters say which types are wanted; behind {@code !} which are not. */
    private static boolean hasType(Descriptor descriptor, String letters) {
        boolean wanted = true;
        boolean any = false;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == '!') {
                wanted = false;
            } else if (letter != '-') {
                any = any || is(descriptor.kind(), letter);
            }
        }
        return letters.chars().allMatch(c -> c == '!' || c == '-') || any == wanted;
    }

    private static boolean is(Descriptor.Kind kind, char letter) {
        return switch (letter) {
            case 'p' -> kind == Descriptor.Kind.PIPE;
            case 'l' -> kind == Descriptor.Kind.LISTENER;
            case 'c' -> kind == Descriptor.Kind.CLIENT || kind == Descriptor.Kind.SERVER || kind == Descriptor.Kind.OWN;
            case 'f' -> kind == Descriptor.Kind.CLIENT;
            case 'b', 's' -> kind == Descriptor.Kind.SERVER;
            default -> false;
        };
    }

    private static String line(Descriptor descriptor) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%7d : type=%s",
                descriptor.number(),
                descriptor.kind().name().toLowerCase(Locale.ROOT)));
        add(text, "fam", descriptor.family());
        add(text, "st", descriptor.state());
        add(text, "src", descriptor.local());
        add(text, "dst", descriptor.remote());
        switch (descriptor.kind()) {
            case LISTENER, CLIENT -> add(text, "fe", descriptor.proxy());
            default -> add(text, "be", descriptor.proxy());
        }
        add(text, "sv", descriptor.server());
        add(text, "target", descriptor.target());
        return text.append('\n').toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(' ').append(name).append('=').append(value);
        }
    }
}
