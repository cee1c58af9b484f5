package dev.sluice.proxy.log;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Pieces of log lines. */
final class LogTexts {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    /** Asked for once, since the JDK makes a copy of it each time. */
    private static final ZoneId HERE = ZoneId.systemDefault();

    private static final int MILLIS_PER_SECOND = 1000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;

    private LogTexts() {}

    /** A client's address and port; {@code unix:1} for a unix socket. */
    static void address(ByteText to, @Nullable SocketAddress address, char separator) {
        if (!(address instanceof InetSocketAddress inet)) {
            to.add("unix:1");
            return;
        }
        byte[] bytes = inet.getAddress().getAddress();
        if (inet.getAddress() instanceof Inet4Address) {
            for (int i = 0; i < bytes.length; i++) {
                to.add(bytes[i] & 0xFF);
                to.add(i < bytes.length - 1 ? '.' : separator);
            }
        } else {
            to.add(NetUtil.toAddressString(inet.getAddress())).add(separator);
        }
        to.add(inet.getPort());
    }

    /** {@code 22/Nov/2026:21:20:17}, in local time. */
    static void httpSecond(ByteText to, long wallMillis) {
        ZonedDateTime time = local(wallMillis);
        to.add(time.getDayOfMonth(), 2).add('/').add(MONTHS[time.getMonthValue() - 1]);
        to.add('/').add(time.getYear()).add(':');
        clock(to, time);
    }

    /** The rest of a second: {@code .857}. */
    static void millis(ByteText to, long wallMillis) {
        to.add('.').add(Math.floorMod(wallMillis, MILLIS_PER_SECOND), 3);
    }

    /** {@code Nov 22 21:20:17}, in local time. */
    static void syslogSecond(ByteText to, long wallMillis) {
        ZonedDateTime time = local(wallMillis);
        int day = time.getDayOfMonth();
        to.add(MONTHS[time.getMonthValue() - 1]).add(' ');
        if (day < 10) {
            to.add(' ');
        }
        to.add(day).add(' ');
        clock(to, time);
    }

    /** {@code 2026-11-22T21:23:10.628794+00:00}, in local time. */
    static void isoDate(ByteText to, long wallMillis) {
        ZonedDateTime time = local(wallMillis);
        to.add(time.getYear(), 4).add('-').add(time.getMonthValue(), 2);
        to.add('-').add(time.getDayOfMonth(), 2).add('T');
        clock(to, time);
        millis(to, wallMillis);
        to.add("000");
        int offset = time.getOffset().getTotalSeconds();
        to.add(offset < 0 ? '-' : '+').add(Math.abs(offset) / SECONDS_PER_HOUR, 2);
        to.add(':').add(Math.abs(offset) % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, 2);
    }

    private static void clock(ByteText to, ZonedDateTime time) {
        to.add(time.getHour(), 2).add(':').add(time.getMinute(), 2).add(':').add(time.getSecond(), 2);
    }

    private static ZonedDateTime local(long wallMillis) {
        return Instant.ofEpochMilli(wallMillis).atZone(HERE);
    }
}
