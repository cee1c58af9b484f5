package dev.sluice.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.sluice.grpc.v1.Common;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What clients compiled against stays: every name, number, type and enum value that was ever published. Additions are appended to the
 * resource; a line that has to be removed from it is a breaking change, which belongs into a package v2.
 */
class CompatibilityTest {
    private static final List<FileDescriptor> FILES = Stream.concat(
                    ControlApi.files().stream(), Stream.of(Common.getDescriptor()))
            .toList();

    @Test
    void theInterfaceIsAsPublished() throws IOException {
        String published;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("v1.txt"))) {
            published = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(String.join("\n", described()) + "\n").isEqualTo(published);
    }

    static List<MethodDescriptor> methods() {
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .toList();
    }

    static Set<String> described() {
        Set<String> lines = new TreeSet<>();
        for (FileDescriptor file : FILES) {
            file.getServices().forEach(service -> add(lines, service));
            file.getMessageTypes().forEach(message -> add(lines, message));
            file.getEnumTypes().forEach(type -> add(lines, type));
        }
        return lines;
    }

    private static void add(Set<String> lines, ServiceDescriptor service) {
        for (MethodDescriptor method : service.getMethods()) {
            lines.add("rpc " + service.getName() + "/" + method.getName() + " "
                    + method.getInputType().getName() + " -> "
                    + (method.isServerStreaming() ? "stream " : "")
                    + method.getOutputType().getName());
        }
    }

    private static void add(Set<String> lines, Descriptor message) {
        lines.add("message " + message.getName());
        for (FieldDescriptor field : message.getFields()) {
            String type = switch (field.getJavaType()) {
                case MESSAGE -> field.getMessageType().getName();
                case ENUM -> field.getEnumType().getName();
                default -> field.getType().name();
            };
            String label = field.isRepeated() ? "repeated " : field.hasPresence() ? "optional " : "";
            lines.add("field " + message.getName() + "." + field.getName() + " = " + field.getNumber() + " " + label
                    + type);
        }
    }

    private static void add(Set<String> lines, EnumDescriptor type) {
        for (EnumValueDescriptor value : type.getValues()) {
            lines.add("enum " + type.getName() + "." + value.getName() + " = " + value.getNumber());
        }
    }
}
