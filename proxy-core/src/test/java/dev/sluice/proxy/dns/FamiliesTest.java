package dev.sluice.proxy.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.AcceptedFamilies;
import dev.sluice.state.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families of addresses that are asked for. */
class FamiliesTest {
    @ParameterizedTest
    @CsvSource({"BOTH,true,true", "IPV4,true,false", "IPV6,false,true"})
    void whatIsWantedIsAskedFor(AcceptedFamilies accepted, boolean four, boolean six) {
        Families families = new Families(Clock.SYSTEM);
        assertThat(families.accept(Message.A, accepted)).isEqualTo(four);
        assertThat(families.accept(Message.AAAA, accepted)).isEqualTo(six);
        assertThat(families.accept(Message.SRV, accepted)).isTrue();
    }

    /** As Linux lists them in {@code /proc/net/ipv6_route}. */
    @Test
    void aWayToEverywhereIsLookedFor() {
        String none = "0".repeat(32);
        String near =
                "fe80" + "0".repeat(28) + " 40 " + none + " 00 " + none + " 00000100 00000001 00000000 00000001 eth0";
        String refused = none + " 00 " + none + " 00 " + none + " ffffffff 00000001 00000000 00200200 lo";
        String far = none + " 00 " + none + " 00 " + "1".repeat(32) + " 00000400 00000001 00000000 00000003 eth0";
        assertThat(Families.hasDefault(List.of(near, refused))).isFalse();
        assertThat(Families.hasDefault(List.of(near, refused, far))).isTrue();
    }
}
