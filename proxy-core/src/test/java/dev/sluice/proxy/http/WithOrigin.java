package dev.sluice.proxy.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests have in common whose proxies lead to an origin; each has its own. */
abstract class WithOrigin {
    ScriptedOrigin origin;

    @BeforeEach
    void startOrigin() throws Exception {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stopOrigin() throws Exception {
        origin.close();
    }
}
