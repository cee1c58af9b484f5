package dev.sluice.cli.ctl;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.rpc.ErrorInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Messages from {@code field=value} words, and as JSON or text. */
final class MessageFields {
    private static final int NANOS = 9;

    private MessageFields() {}

    /** A message with fields set; a path has dots, a repeated field is named again. */
    static DynamicMessage read(Descriptor type, List<String> words) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + word + "' is not field=value");
            }
            set(message, word.substring(0, equals), word.substring(equals + 1));
        }
        return message.build();
    }

    private static void set(Message.Builder message, String path, String value) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException("'" + name + "' is no field of "
                    + message.getDescriptorForType().getName() + " (expected: some of "
                    + message.getDescriptorForType().getFields().stream()
                            .map(FieldDescriptor::getName)
                            .toList() + ")");
        }
        if (dot >= 0) {
            Message.Builder inner = ((Message) message.getField(field)).toBuilder();
            set(inner, path.substring(dot + 1), value);
            message.setField(field, inner.build());
        } else if (field.isRepeated()) {
            message.addRepeatedField(field, value(message, field, value));
        } else {
            message.setField(field, value(message, field, value));
        }
    }

    private static Object value(Message.Builder message, FieldDescriptor field, String text) {
        try {
            return switch (field.getJavaType()) {
                case STRING -> text;
                case INT -> Integer.parseUnsignedInt(text);
                case LONG -> Long.parseUnsignedLong(text);
                case BOOLEAN -> Boolean.parseBoolean(text);
                case FLOAT -> Float.parseFloat(text);
                case DOUBLE -> Double.parseDouble(text);
                case BYTE_STRING -> ByteString.copyFromUtf8(text);
                case ENUM -> constant(field, text);
                case MESSAGE -> wellKnown(message, field, text);
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field.getName() + ": a number is expected, not '" + text + "'", e);
        }
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return field.getEnumType().getValues().stream()
                .filter(value ->
                        value.getName().equals(wanted) || value.getName().endsWith("_" + wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(field.getName() + ": '" + text + "' (expected: one of "
                        + field.getEnumType().getValues().stream()
                                .map(EnumValueDescriptor::getName)
                                .toList() + ")"));
    }

    /** Durations as {@code 1.5s}, masks as {@code a,b}. */
    private static Message wellKnown(Message.Builder message, FieldDescriptor field, String text) {
        Message.Builder inner = message.newBuilderForField(field);
        Descriptor type = field.getMessageType();
        if (type.getFullName().equals("google.protobuf.Duration") && text.endsWith("s")) {
            BigDecimal seconds = new BigDecimal(text.substring(0, text.length() - 1));
            return inner.setField(type.findFieldByName("seconds"), seconds.longValue())
                    .setField(
                            type.findFieldByName("nanos"),
                            seconds.remainder(BigDecimal.ONE)
                                    .movePointRight(NANOS)
                                    .intValue())
                    .build();
        }
        if (type.getFullName().equals("google.protobuf.FieldMask")) {
            List.of(text.split(",")).forEach(path -> inner.addRepeatedField(type.findFieldByName("paths"), path));
            return inner.build();
        }
        throw new IllegalArgumentException(field.getName() + ": fields of it are set one by one, as " + field.getName()
                + "." + type.getFields().get(0).getName() + "=…");
    }

    static ErrorInfo unpack(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            return ErrorInfo.getDefaultInstance();
        }
    }

    /** As text, field by field. */
    static String text(Message message, boolean oneLine) {
        return oneLine
                ? TextFormat.printer()
                        .emittingSingleLine(true)
                        .printToString(message)
                        .strip()
                : TextFormat.printer().printToString(message).stripTrailing();
    }

    /** As protobuf's own mapping to JSON has it, on one line. */
    static String json(Message message) {
        String name = message.getDescriptorForType().getFullName();
        if (name.equals("google.protobuf.Timestamp") || name.equals("google.protobuf.Duration")) {
            return time(message, name.endsWith("Timestamp"));
        }
        StringJoiner members = new StringJoiner(",", "{", "}");
        message.getAllFields()
                .forEach((field, value) -> members.add(quoted(field.getJsonName()) + ":" + value(field, value)));
        return members.toString();
    }

    private static String time(Message message, boolean moment) {
        long seconds = (Long) message.getField(message.getDescriptorForType().findFieldByName("seconds"));
        int nanos = (Integer) message.getField(message.getDescriptorForType().findFieldByName("nanos"));
        return quoted(
                moment
                        ? Instant.ofEpochSecond(seconds, nanos).toString()
                        : BigDecimal.valueOf(seconds)
                                        .add(BigDecimal.valueOf(nanos, NANOS))
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + "s");
    }

    private static String value(FieldDescriptor field, Object value) {
        if (field.isRepeated() && value instanceof List<?> list) {
            StringJoiner elements = new StringJoiner(",", "[", "]");
            list.forEach(element -> elements.add(single(field, element)));
            return elements.toString();
        }
        return single(field, value);
    }

    private static String single(FieldDescriptor field, Object value) {
        JavaType type = field.getJavaType();
        return switch (type) {
            case MESSAGE -> json((Message) value);
            case ENUM -> quoted(((EnumValueDescriptor) value).getName());
            case STRING -> quoted((String) value);
            case BYTE_STRING -> quoted(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            // As text, since not every reader of JSON has so many digits.
            case LONG -> quoted(unsigned(field, (Long) value));
            case INT -> unsigned(field, (Integer) value);
            case BOOLEAN, FLOAT, DOUBLE -> value.toString();
        };
    }

    private static String unsigned(FieldDescriptor field, Number value) {
        return switch (field.getType()) {
            case UINT64, FIXED64 -> Long.toUnsignedString(value.longValue());
            case UINT32, FIXED32 -> Integer.toUnsignedString(value.intValue());
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
