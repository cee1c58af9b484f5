package dev.sluice.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.sluice.operation.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads update masks: absent means the fields that are present, {@code *} all that can be set; anything else is named. */
final class Masks {
    private Masks() {}

    /** The names among {@code settable} that are to be set. */
    static Set<String> read(FieldMask mask, Message resource, List<String> settable) {
        Set<String> chosen = new LinkedHashSet<>();
        if (mask.getPathsCount() == 0) {
            settable.stream().filter(name -> isPresent(resource, name)).forEach(chosen::add);
        }
        for (String path : mask.getPathsList()) {
            if (path.equals("*")) {
                chosen.addAll(settable);
            } else if (settable.contains(path)) {
                chosen.add(path);
            } else {
                throw bad(path + " (expected: some of " + settable + ", or *)");
            }
        }
        if (chosen.isEmpty()) {
            throw bad("nothing to set (expected: some of " + settable + ")");
        }
        for (String name : chosen) {
            if (!isPresent(resource, name)) {
                throw bad(name + " is to be set, but the request has no value for it");
            }
        }
        return chosen;
    }

    /** Leaves of each message only what a read mask names; an empty one leaves all. */
    @SuppressWarnings("unchecked") // A message of a type is built by its own builder.
    static <T extends Message> UnaryOperator<T> reader(FieldMask mask, T type) {
        if (mask.getPathsCount() == 0 || mask.getPathsList().contains("*")) {
            return UnaryOperator.identity();
        }
        for (String path : mask.getPathsList()) {
            check(path, type.getDescriptorForType());
        }
        List<String> paths = List.copyOf(mask.getPathsList());
        return message -> (T) only(message, paths);
    }

    private static void check(String path, Descriptor type) {
        int dot = path.indexOf('.');
        FieldDescriptor field = type.findFieldByName(dot < 0 ? path : path.substring(0, dot));
        boolean deeper =
                field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
        if (field == null || (dot >= 0 && !deeper)) {
            throw Errors.of(
                    Reason.BAD_ARGUMENT,
                    "read_mask: '" + path + "' is no field of " + type.getName(),
                    Subject.field("read_mask"));
        }
        if (dot >= 0) {
            check(path.substring(dot + 1), field.getMessageType());
        }
    }

    private static Message only(Message message, List<String> paths) {
        Message.Builder kept = message.newBuilderForType();
        message.getAllFields().forEach((field, value) -> {
            String name = field.getName();
            List<String> deeper = paths.stream()
                    .filter(path -> path.startsWith(name + "."))
                    .map(path -> path.substring(name.length() + 1))
                    .toList();
            if (paths.contains(name)) {
                kept.setField(field, value);
            } else if (!deeper.isEmpty()) {
                kept.setField(field, only((Message) value, deeper));
            }
        });
        return kept.build();
    }

    private static boolean isPresent(Message resource, String name) {
        FieldDescriptor field = resource.getDescriptorForType().findFieldByName(name);
        return resource.hasField(field);
    }

    private static RuntimeException bad(String text) {
        return Errors.of(Reason.BAD_ARGUMENT, "update_mask: " + text, Subject.field("update_mask"));
    }
}
