package dev.sluice.proxy.sample.convert;

import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Converter;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The first packets of MQTT: what a client and its broker say of themselves. */
final class MqttConverters {
    private static final Set<String> OF_CONNECT = Set.of(
            "flags",
            "protocol_name",
            "protocol_version",
            "client_identifier",
            "will_topic",
            "will_payload",
            "username",
            "password",
            "keepalive");
    private static final Set<String> OF_CONNACK = Set.of("flags", "protocol_version", "reason_code");

    static final List<Converter> ALL = List.of(
            Converter.of(
                    "mqtt_is_valid",
                    SampleType.BIN,
                    SampleType.BOOL,
                    "whether it is a CONNECT or CONNACK of MQTT",
                    (context, sample) -> !MqttPacket.isCut(sample) && sample.bool(MqttPacket.parse(sample) != null)),
            Converter.of(
                    "mqtt_field_value",
                    Signature.of(2, STRING, STRING),
                    SampleType.BIN,
                    SampleType.STR,
                    "a field or property of a CONNECT or CONNACK of MQTT",
                    MqttConverters::field));

    private MqttConverters() {}

    private static Evaluator field(Arguments arguments, CompileScope scope) throws SampleException {
        int type = switch (arguments.text(0).toLowerCase(Locale.ROOT)) {
            case "connect", "1" -> MqttPacket.CONNECT;
            case "connack", "2" -> MqttPacket.CONNACK;
            default -> throw arguments.bad("Unknown MQTT type '" + arguments.text(0) + "'.");
        };
        String name = arguments.text(1).toLowerCase(Locale.ROOT);
        Set<String> known = type == MqttPacket.CONNECT ? OF_CONNECT : OF_CONNACK;
        if (!known.contains(name) && !MqttPacket.hasProperty(type, name)) {
            throw arguments.bad(
                    "Unknown MQTT field name '" + arguments.text(1) + "' for packet type '" + arguments.text(0) + "'.");
        }
        return (context, sample) -> {
            MqttPacket packet = MqttPacket.parse(sample);
            byte[] value = packet == null || packet.type() != type
                    ? null
                    : packet.fields().get(name);
            return value != null && sample.text(value);
        };
    }
}
