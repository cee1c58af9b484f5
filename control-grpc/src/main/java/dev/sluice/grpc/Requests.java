package dev.sluice.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import io.grpc.Context;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Reads what requests have in common by its name, so that each means the same in all of them. */
final class Requests {
    /** The empty response of the method that runs. */
    static final Context.Key<Message> RESPONSE = Context.key("response");

    /** Whether the change is only looked at. */
    static final Context.Key<Boolean> DRY_RUN = Context.keyWithDefault("dry-run", false);

    private Requests() {}

    static boolean isDryRun(Message request) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName("validate_only");
        return field != null && (Boolean) request.getField(field);
    }

    /** The empty response, but for the revision. */
    static Message withRevision(Message response, long revision) {
        return response.newBuilderForType()
                .setField(response.getDescriptorForType().findFieldByName("revision"), revision)
                .build();
    }

    /** Which page of a list. */
    record Paging(int size, String token) {}

    static Paging paging(Message request) {
        Descriptor type = request.getDescriptorForType();
        return new Paging((Integer) request.getField(type.findFieldByName("page_size")), (String)
                request.getField(type.findFieldByName("page_token")));
    }

    /** The response of a method that lists, with a page of it: its revision, its items and how to ask for the next. */
    static Message listing(Message empty, Pages.Page<?> page) {
        Descriptor type = empty.getDescriptorForType();
        return empty.newBuilderForType()
                .setField(type.findFieldByName("revision"), page.revision())
                .setField(list(empty), page.items())
                .setField(type.findFieldByName("next_page_token"), page.nextToken())
                .build();
    }

    /** What a page token is bound to. */
    static Message withoutPage(Message request) {
        Message.Builder rest = request.toBuilder();
        for (String name : List.of("page_size", "page_token")) {
            FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
            if (field != null) {
                rest.clearField(field);
            }
        }
        return rest.build();
    }

    /** Leaves of a list what a request's {@code filter} lets through, and of that what its {@code read_mask} names. */
    @SuppressWarnings("unchecked") // A mask gives what it is given, with fewer fields.
    static <T> UnaryOperator<List<T>> chosen(Message request) {
        Descriptor type = request.getDescriptorForType();
        FieldDescriptor filterField = type.findFieldByName("filter");
        FieldDescriptor maskField = type.findFieldByName("read_mask");
        Message response = RESPONSE.get();
        if (filterField == null || maskField == null) {
            return UnaryOperator.identity();
        }
        Predicate<Message> filter = Filter.read((String) request.getField(filterField), listed(response));
        UnaryOperator<Message> mask = Masks.reader((FieldMask) request.getField(maskField), prototype(response));
        return items -> items.stream()
                .filter(item -> filter.test((Message) item))
                .map(item -> (T) mask.apply((Message) item))
                .toList();
    }

    private static FieldDescriptor list(Message response) {
        return response.getDescriptorForType().getFields().stream()
                .filter(FieldDescriptor::isRepeated)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "lists nothing: " + response.getDescriptorForType().getName()));
    }

    private static Descriptor listed(Message response) {
        return list(response).getMessageType();
    }

    private static Message prototype(Message response) {
        return response.newBuilderForType().newBuilderForField(list(response)).build();
    }
}
