package dev.sluice.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.health.v1.HealthProto;

/**
 * What reflection says of the health service: the library's file with List added, as the protocol has it since 2025. It imports the
 * messages that errors carry as details, which no method names, so that clients without any files can read those too.
 */
final class HealthSchema {
    private static final FileDescriptor FILE = build();

    private HealthSchema() {}

    static FileDescriptor get() {
        return FILE;
    }

    private static FileDescriptor build() {
        FileDescriptorProto.Builder file = HealthProto.getDescriptor().toProto().toBuilder()
                .addDependency(ErrorDetailsProto.getDescriptor().getName())
                .addMessageType(DescriptorProto.newBuilder().setName("HealthListRequest"))
                .addMessageType(listResponse());
        file.getServiceBuilder(0)
                .addMethod(MethodDescriptorProto.newBuilder()
                        .setName("List")
                        .setInputType(".grpc.health.v1.HealthListRequest")
                        .setOutputType(".grpc.health.v1.HealthListResponse"));
        try {
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[] {ErrorDetailsProto.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("the library's file has changed", e);
        }
    }

    /** {@code map<string, HealthCheckResponse> statuses = 1}. */
    private static DescriptorProto listResponse() {
        DescriptorProto entry = DescriptorProto.newBuilder()
                .setName("StatusesEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("value", 2, FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".grpc.health.v1.HealthCheckResponse"))
                .build();
        return DescriptorProto.newBuilder()
                .setName("HealthListResponse")
                .addNestedType(entry)
                .addField(field("statuses", 1, FieldDescriptorProto.Label.LABEL_REPEATED)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".grpc.health.v1.HealthListResponse.StatusesEntry"))
                .build();
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Label label) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setLabel(label);
    }
}
