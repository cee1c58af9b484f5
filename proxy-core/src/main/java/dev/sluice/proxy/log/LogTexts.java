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

    /** Where the name of a month that stands at {@code at} has its number; -1 for none. */
    private static int month(byte[] bytes, int at) {
        for (int i = 0; i < MONTHS.length; i++) {
            String name = MONTHS[i];
            if (bytes[at] == name.charAt(0) && bytes[at + 1] == name.charAt(1) && bytes[at + 2] == name.charAt(2)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether three bytes from {@code at} on are the name of a month. */
    static boolean isMonth(byte[] bytes, int at) {
        return month(bytes, at) >= 0;
    }

    /** {@code Oct 11 22:14:15} as {@code 2003-10-11T22:14:15-00:00}: of this year, in an unknown zone (RFC 3339 section 4.3). */
    static void isoOfBsd(ByteText to, byte[] time, long wallMillis) {
        to.add(local(wallMillis).getYear(), 4)
                .add('-')
                .add(month(time, 0) + 1, 2)
                .add('-');
        to.add(time[4] == ' ' ? '0' : (char) time[4]).add(time, 5, 1).add('T');
        to.add(time, 7, 8).add("-00:00");
    }

    /** The other way, by which year, fractions and zone are lost. */
    static void bsdOfIso(ByteText to, byte[] time) {
        int month = (time[5] - '0') * 10 + time[6] - '0';
        to.add(MONTHS[Math.max(1, Math.min(month, MONTHS.length)) - 1]).add(' ');
        to.add(time[8] == '0' ? ' ' : (char) time[8]).add(time, 9, 1).add(' ');
        to.add(time, 11, 8);
    }

    private static void clock(ByteText to, ZonedDateTime time) {
        to.add(time.getHour(), 2).add(':').add(time.getMinute(), 2).add(':').add(time.getSecond(), 2);
    }

    private static ZonedDateTime local(long wallMillis) {
        return Instant.ofEpochMilli(wallMillis).atZone(HERE);
    }
}
