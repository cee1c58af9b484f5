package dev.sluice.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One restriction of a filter: a field of a message compared with a value. Fields and values are checked when it is read. */
final class Restriction implements Predicate<Message> {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final List<FieldDescriptor> path;
    private final String operator;
    private final Predicate<Object> matches;

    private Restriction(List<FieldDescriptor> path, String operator, Predicate<Object> matches) {
        this.path = path;
        this.operator = operator;
        this.matches = matches;
    }

    static Restriction of(Descriptor type, String field, String operator, String token) {
        List<FieldDescriptor> path = path(type, field);
        boolean quoted = token.startsWith("\"");
        String value = quoted ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1") : token;
        FieldDescriptor last = path.get(path.size() - 1);
        if (operator.equals(":") && value.equals("*") && !quoted) {
            return new Restriction(path, operator, present -> true);
        }
        return new Restriction(path, operator, predicate(last, operator, value));
    }

    private static List<FieldDescriptor> path(Descriptor type, String field) {
        List<FieldDescriptor> path = new ArrayList<>();
        @Nullable Descriptor at = type;
        for (String name : field.split("\\.", -1)) {
            @Nullable FieldDescriptor found = at == null ? null : at.findFieldByName(name);
            if (found == null) {
                throw Filter.bad("'" + field + "' is no field of " + type.getName());
            }
            path.add(found);
            at = found.getJavaType() == JavaType.MESSAGE ? found.getMessageType() : null;
        }
        return path;
    }

    private static Predicate<Object> predicate(FieldDescriptor field, String operator, String value) {
        return switch (field.getJavaType()) {
            case STRING -> text(operator, value);
            case INT, LONG, FLOAT, DOUBLE -> ordered(operator, number(field, value), Restriction::number);
            case BOOLEAN -> equal(field, operator, truth(value));
            case ENUM -> equal(field, operator, constant(field.getEnumType(), value));
            case MESSAGE -> time(field, operator, value);
            case BYTE_STRING -> throw Filter.bad("'" + field.getName() + "' cannot be compared");
        };
    }

    private static Predicate<Object> text(String operator, String value) {
        return switch (operator) {
            case "=", "!=" -> wildcard(value);
            case ":" -> present -> present.toString().contains(value);
            default -> ordered(operator, value, Object::toString);
        };
    }

    private static Predicate<Object> wildcard(String value) {
        boolean open = value.length() > 1 && value.startsWith("*");
        boolean unended = value.length() > 1 && value.endsWith("*");
        String core = value.substring(open ? 1 : 0, value.length() - (unended ? 1 : 0));
        return present -> {
            String text = present.toString();
            if (open && unended) {
                return text.contains(core);
            }
            return open ? text.endsWith(core) : unended ? text.startsWith(core) : text.equals(core);
        };
    }

    private static <T extends Comparable<T>> Predicate<Object> ordered(
            String operator, T value, java.util.function.Function<Object, T> read) {
        return present -> {
            int order = read.apply(present).compareTo(value);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> order == 0;
            };
        };
    }

    private static Predicate<Object> equal(FieldDescriptor field, String operator, Object value) {
        if (operator.startsWith("<") || operator.startsWith(">")) {
            throw Filter.bad("'" + field.getName() + "' has no order, only = and != are possible");
        }
        return value::equals;
    }

    private static BigDecimal number(FieldDescriptor field, String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw Filter.bad("'" + field.getName() + "' is compared with a number, not with '" + value + "'");
        }
    }

    private static BigDecimal number(Object present) {
        return new BigDecimal(present.toString());
    }

    private static Object truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Filter.bad("true or false is expected, not '" + value + "'");
        };
    }

    private static Object constant(EnumDescriptor type, String value) {
        String wanted = value.toUpperCase(Locale.ROOT);
        for (EnumValueDescriptor constant : type.getValues()) {
            if (constant.getName().equals(wanted) || constant.getName().equals(prefix(type) + wanted)) {
                return constant;
            }
        }
        throw Filter.bad("'" + value + "' is no " + type.getName());
    }

    /** The prefix of an enum's values: AdminState has ADMIN_STATE_. */
    private static String prefix(EnumDescriptor type) {
        return type.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT) + "_";
    }

    private static Predicate<Object> time(FieldDescriptor field, String operator, String value) {
        Descriptor type = field.getMessageType();
        try {
            if (type.getFullName().equals(Timestamp.getDescriptor().getFullName())) {
                Instant instant = Instant.parse(value);
                return ordered(
                        operator,
                        BigDecimal.valueOf(instant.getEpochSecond())
                                .multiply(NANOS)
                                .add(BigDecimal.valueOf(instant.getNano())),
                        Restriction::nanos);
            }
            if (type.getFullName().equals(Duration.getDescriptor().getFullName()) && value.endsWith("s")) {
                return ordered(
                        operator,
                        new BigDecimal(value.substring(0, value.length() - 1)).multiply(NANOS),
                        Restriction::nanos);
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            throw Filter.bad("'" + value + "' is no " + type.getName());
        }
        throw Filter.bad("'" + field.getName() + "' is compared field by field, or asked for with :*");
    }

    private static BigDecimal nanos(Object present) {
        if (present instanceof Timestamp time) {
            return BigDecimal.valueOf(time.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(time.getNanos()));
        }
        Duration duration = (Duration) present;
        return BigDecimal.valueOf(duration.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(duration.getNanos()));
    }

    @Override
    public boolean test(Message message) {
        boolean found = any(message, 0);
        return operator.equals("!=") != found;
    }

    private boolean any(Message message, int depth) {
        FieldDescriptor field = path.get(depth);
        if (field.isRepeated()) {
            return ((List<?>) message.getField(field)).stream().anyMatch(element -> deeper(element, depth));
        }
        if (field.hasPresence() && !message.hasField(field)) {
            return false;
        }
        return deeper(message.getField(field), depth);
    }

    private boolean deeper(Object value, int depth) {
        if (depth == path.size() - 1) {
            return matches.test(value);
        }
        return any((Message) value, depth + 1);
    }
}
