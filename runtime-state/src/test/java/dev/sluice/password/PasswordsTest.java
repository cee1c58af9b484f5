package dev.sluice.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords against what the C library's {@code crypt} has made of them. */
class PasswordsTest {
    private static final String LONG =
            "a very much longer text to encrypt.  This one even stretches over morethan one line.";
    private static final String HELLO =
            "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "Hello world!, $1$abcdefgh$fzmjzFdo5nMtBG8gtud5e0",
        "'', $1$abcdefgh$M55TzYaaccxVGbptZWaxX/",
        "long, $1$abcdefgh$j37CHvGkiOEUvY/w0I4gw1",
        "Hello world!, $5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
        "'', $5$saltstring$FdNfA4gXqvCeO6iZs7G/.wwwoywYZqo0l1pwmfWaBA7",
        "long, $5$saltstring$GyTEZtFuSijnDwgZAdeQeFYSkAzF3f3QpZGhkJUrWWD",
        "Hello world!, $5$rounds=1500$saltstringsalt$dolfndI5gHU6Q6ddHUYhDmh/9tOtOPzsxE0eSrJ2pA.",
        "Hello world!, " + HELLO,
        "'', $6$saltstring$kyGrqt6gmjAdtFLPrflEFifSYLCWWq1pyx95SvqinLDy2UHmj0sTF0MSLMwxPFZc3tu5kQckI8fks0zOPda3n1",
        "long, $6$saltstring$53QDttM5XFD.Uhcc3Efy7XV.zrHuvtZBT.o/f2SKV3xQtXyOrfywMwP0f2HpBrNF2SZtZsbhq.f.OV.UeVZz0.",
        "Hello world!, $6$rounds=1400$anotherlongsalts$5FGyu8c4BZDX4wJgs0Un26YOw2XibT5eTkHF1I1aP3QqStoJI9BHD2YPJYsAjEePVGUyBjdZxcNqMWlrrbIOC.",
    })
    void knowsWhatTheCLibraryWrote(String password, String written) {
        String meant = password.equals("long") ? LONG : password;
        assertThat(Crypt.isReadable(written)).isTrue();
        assertThat(Crypt.matches(written, bytes(meant))).isTrue();
        assertThat(Crypt.matches(written, bytes(meant + "x"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"abxxB7HlIeckU", "$2b$05$abcdefghijklmnopqrstuv", "plain", "$6$nosalt", "$1$a$"})
    void doesNotReadWhatIsWrittenOtherwise(String written) {
        assertThat(Crypt.isReadable(written)).isFalse();
        assertThat(Crypt.matches(written, bytes("a"))).isFalse();
    }

    @Test
    void refusesPasswordsThatAreLongOnlyToKeepItBusy() {
        assertThat(Crypt.matches(HELLO, new byte[Crypt.PASSWORD_MAX + 1])).isFalse();
    }

    @Test
    void keepsWhatItFound() throws Exception {
        Passwords passwords = new Passwords();
        byte[] good = bytes("Hello world!");
        byte[] bad = bytes("hello world!");
        assertThat(passwords.known(HELLO, good)).isNull();
        CompletableFuture<Boolean> found = passwords.find(HELLO, good);
        assertThat(found.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(passwords.known(HELLO, good)).isTrue();
        assertThat(passwords.known(HELLO, bad)).isNull();
        assertThat(passwords.findNow(HELLO, bad)).isFalse();
        assertThat(passwords.known(HELLO, bad)).isFalse();
        assertThat(passwords.find(HELLO, bad).get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whoAsksTooOftenIsRefusedWithoutWaiting() throws Exception {
        Passwords passwords = new Passwords();

        CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
        int asked = 0;
        while (!(last.isDone() && !last.join()) && asked < 100_000) {
            last = passwords.find(HELLO, bytes("guess " + asked++));
        }
        assertThat(last.isDone()).isTrue();
        assertThat(last.get(1, TimeUnit.SECONDS)).isFalse();
    }
}
