package dev.sluice.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.sluice.operation.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    private static boolean isPresent(Message resource, String name) {
        FieldDescriptor field = resource.getDescriptorForType().findFieldByName(name);
        return resource.hasField(field);
    }

    private static RuntimeException bad(String text) {
        return Errors.of(Reason.BAD_ARGUMENT, "update_mask: " + text, Subject.field("update_mask"));
    }
}
