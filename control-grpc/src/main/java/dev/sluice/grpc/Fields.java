package dev.sluice.grpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sluice.stats.FieldValue;

/** Where a statistic goes in a message, resolved once: which field, and what unit of time it is counted in. */
record Fields(FieldDescriptor field, Unit unit) {
    /** What a number means. */
    enum Unit {
        /** As it is. */
        NONE,
        MILLIS,
        /** Below 0 is absent. */
        SECONDS
    }

    /** A field by its name; a name that the message does not have is a mistake of the program. */
    static Fields of(Descriptor message, String name, Unit unit) {
        FieldDescriptor field = message.findFieldByName(name);
        if (field == null) {
            throw new IllegalArgumentException(message.getName() + " has no field " + name);
        }
        return new Fields(field, unit);
    }

    /** Sets the field to a value. */
    void set(Message.Builder message, FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            message.setField(field, text.value());
        } else if (value instanceof FieldValue.Whole whole) {
            set(message, whole.value());
        } else if (value instanceof FieldValue.Decimal decimal) {
            set(message, Math.round(decimal.value()));
        }
    }

    private void set(Message.Builder message, long number) {
        switch (unit) {
            case MILLIS -> message.setField(field, Times.duration(number));
            case SECONDS -> {
                if (number >= 0) {
                    message.setField(field, Times.duration(number * 1000));
                }
            }
            case NONE -> message.setField(field, of(number));
        }
    }

    private Object of(long number) {
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case BOOLEAN -> number != 0;
            default -> number;
        };
    }
}
