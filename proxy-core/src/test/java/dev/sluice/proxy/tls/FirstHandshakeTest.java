package dev.sluice.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.TlsTraffic;
import org.junit.jupiter.api.Test;

class FirstHandshakeTest {
    @Test
    void bothSidesFinish() {
        assertThat(FirstHandshake.run(new TlsRoom(new TlsTraffic()))).isTrue();
    }
}
