package dev.sluice.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What the typed API consists of, for programs that call it by name. */
public final class ControlApi {
    private ControlApi() {}

    /** The files that declare services, by name. */
    public static List<FileDescriptor> files() {
        return Called.ALL.stream()
                .map(called -> Objects.requireNonNull(called.rpc().getSchemaDescriptor(), called.method()))
                .map(schema -> ((ProtoFileDescriptorSupplier) schema).getFileDescriptor())
                .distinct()
                .sorted(Comparator.comparing(FileDescriptor::getName))
                .toList();
    }
}
