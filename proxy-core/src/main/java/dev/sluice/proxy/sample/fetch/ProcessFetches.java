package dev.sluice.proxy.sample.fetch;

import static dev.sluice.proxy.sample.Signature.Kind.SINT;
import static dev.sluice.proxy.sample.Signature.Kind.STRING;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Evaluator;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.Signature;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What the process, its host and the clock tell. */
final class ProcessFetches {
    private static final byte[] HOSTNAME = hostname();
    private static final int UUID_RANDOM = 4;
    private static final int UUID_TIMED = 7;

    static final List<Fetch> ALL = List.of(
            number(
                    "act_conn",
                    "connections of the process",
                    c -> c.process().connections().get()),
            number("nbproc", "processes: one", context -> 1),
            number("nbthread", "workers", c -> c.process().identity().threads()),
            number("proc", "the process's number: 1", context -> 1),
            number("thread", "the worker's number", SampleContext::worker),
            number("tgroup", "the worker's group: 1", context -> 1),
            number(
                    "uptime",
                    "seconds since the process has begun",
                    c -> (c.clock().millis() - c.process().identity().startMillis()) / 1000),
            number("pid", "the process id", c -> c.process().identity().pid()),
            Fetch.of(
                    "stopping",
                    SampleType.BOOL,
                    Layer.INTERNAL,
                    "whether the process is stopping",
                    (context, sample) -> sample.bool(context.process().isStopping())),
            Fetch.of(
                    "hostname",
                    SampleType.STR,
                    Layer.INTERNAL,
                    "the host's name",
                    (c, sample) -> sample.text(HOSTNAME)),
            Fetch.of(
                    "env",
                    Signature.of(1, STRING),
                    SampleType.STR,
                    Layer.INTERNAL,
                    "an environment variable",
                    ProcessFetches::environment),
            Fetch.of(
                    "date",
                    Signature.of(0, SINT, STRING),
                    SampleType.SINT,
                    Layer.INTERNAL,
                    "seconds since 1970, or in another unit",
                    ProcessFetches::date),
            number(
                    "date_us",
                    "microseconds of the present second",
                    c -> c.clock().wallMillis() % 1000 * 1000),
            Fetch.of(
                    "rand",
                    Signature.of(0, SINT),
                    SampleType.SINT,
                    Layer.INTERNAL,
                    "a random number below the argument, or of 32 bits",
                    ProcessFetches::random),
            Fetch.of(
                    "uuid",
                    Signature.of(0, SINT),
                    SampleType.STR,
                    Layer.INTERNAL,
                    "a new UUID of version 4 or 7",
                    ProcessFetches::uuid));

    private ProcessFetches() {}

    private interface Count {
        long of(SampleContext context);
    }

    private static Fetch number(String name, String documentation, Count count) {
        return Fetch.of(
                name,
                SampleType.SINT,
                Layer.INTERNAL,
                documentation,
                (context, sample) -> sample.integer(count.of(context)));
    }

    private static byte[] hostname() {
        try {
            return InetAddress.getLocalHost().getHostName().getBytes(StandardCharsets.UTF_8);
        } catch (UnknownHostException e) {
            return "localhost".getBytes(StandardCharsets.UTF_8);
        }
    }

    private static Evaluator environment(Arguments arguments, CompileScope scope) {
        String value = System.getenv(arguments.text(0));
        if (value == null) {
            return (context, sample) -> false;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return (context, sample) -> sample.text(bytes);
    }

    private static Evaluator date(Arguments arguments, CompileScope scope) throws SampleException {
        long offset = arguments.number(0, 0);
        long perSecond = TimeUnits.perSecond(arguments, 1);
        return (context, sample) -> sample.integer(TimeUnits.of(context.clock().wallMillis(), perSecond) + offset);
    }

    private static Evaluator random(Arguments arguments, CompileScope scope) throws SampleException {
        long below = arguments.number(0, 1L << 32);
        if (below <= 0) {
            throw arguments.bad(0, "the range must be positive");
        }
        return (context, sample) -> sample.integer(ThreadLocalRandom.current().nextLong(below));
    }

    private static Evaluator uuid(Arguments arguments, CompileScope scope) throws SampleException {
        long version = arguments.number(0, UUID_RANDOM);
        if (version != UUID_RANDOM && version != UUID_TIMED) {
            throw arguments.bad("Unsupported UUID version: '" + arguments.text(0) + "'");
        }
        return (context, sample) -> uuid(context, sample, version);
    }

    private static boolean uuid(SampleContext context, Sample sample, long version) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = version == UUID_TIMED
                ? context.clock().wallMillis() << 16 | random.nextLong() & 0xFFF
                : random.nextLong() & ~0xF000L;
        long low = random.nextLong() >>> 2 | 1L << 63;
        UUID made = new UUID(high & ~0xF000L | version << 12, low);
        return sample.text(made.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
