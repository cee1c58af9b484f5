package dev.sluice.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TopViewTest {
    private static final String INFO =
            "Name: HAProxy\nVersion: 3.5.0\nPid: 7\nUptime: 0d 0h01m00s\nCurrConns: 3\nMaxconn: 100\n";
    private static final String HEADING =
            "# pxname,svname,qcur,scur,smax,slim,bin,bout,status,weight,rate,req_rate,hrsp_5xx,check_status,type\n";

    private static Snapshot snapshot(long bytesIn, long millis) {
        return Snapshot.read(
                INFO,
                HEADING
                        + "web,FRONTEND,,3,4,100," + bytesIn + ",0,OPEN,,2,5,0,,0\n"
                        + "app,s1,1,2,3,,0,0,UP,10,1,1,0,L7OK,2\n"
                        + "app,s2,0,0,0,,0,0,\"DOWN, really\",20,0,0,7,L4CON,2\n"
                        + "app,BACKEND,1,2,3,10,0,0,UP,30,1,1,7,,1\n",
                millis);
    }

    private static List<String> drawn(Snapshot now, Snapshot before, Screen screen, int width, int height) {
        return TopView.lines(now, before, screen, width, height).stream()
                .map(AttributedString::toString)
                .map(String::stripTrailing)
                .toList();
    }

    @Test
    void showsRowsInColumnsWithRatesOfBytes() {
        List<String> lines = drawn(snapshot(5000, 3000), snapshot(1000, 1000), Screen.FIRST, 120, 10);
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0)).isEqualTo("HAProxy 3.5.0    pid 7  up 0d 0h01m00s");
        assertThat(lines.get(1)).startsWith("connections 3 of 100");
        assertThat(lines.get(2)).startsWith("NAME     STATUS   WEIGHT");
        assertThat(lines.get(3)).matches("> web +OPEN +3 +4 +100 +2 +5 +2\\.0k +0 +0");
        assertThat(lines.get(4)).matches(" {2}app/s1 UP +10 +1 +2 +3 +1 +1 +0 +0 +0 +L7OK");
        assertThat(lines.get(5)).contains("DOWN, re").contains("L4CON");
        assertThat(lines.get(6)).startsWith("= app");
        assertThat(lines.get(9)).startsWith("up/down select");
    }

    @Test
    void fitsIntoWhateverRoomThereIs() {
        for (int width = 1; width < 130; width += 13) {
            for (int height = 4; height < 12; height++) {
                int room = width;
                List<String> lines = drawn(snapshot(0, 1), snapshot(0, 0), Screen.FIRST, width, height);
                assertThat(lines)
                        .hasSize(Math.max(5, height))
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(room));
            }
        }
    }

    @Test
    void keysChooseAskAndAct() {
        Snapshot now = snapshot(0, 0);
        Screen screen = press(now, Screen.FIRST, 'd').screen();
        assertThat(screen.message()).isEqualTo("Select a server first.");
        screen = press(now, screen, '\t', '\t', '\t', Keys.DOWN).screen();
        assertThat(screen.selection(now)).extracting(Row::reference).isEqualTo("app/s2");
        screen = press(now, screen, 'd').screen();
        assertThat(drawn(now, now, screen, 80, 6)).last().isEqualTo("Drain app/s2? (y/n)");
        assertThat(press(now, screen, 'n').command()).isEmpty();
        assertThat(press(now, screen, 'y').command()).isEqualTo(Optional.of("set server app/s2 state drain"));
        Keys.Pressed weighed = press(now, screen, 'n', 'w', '1', '2', Keys.BACKSPACE, '5', Keys.ENTER);
        assertThat(weighed.command()).as("asked once more").isEmpty();
        assertThat(press(now, weighed.screen(), 'y').command()).isEqualTo(Optional.of("set server app/s2 weight 15"));
        assertThat(press(now, screen, 'n', 'w', '1', Keys.ESCAPE).screen().message())
                .isEqualTo("Nothing was done.");
        assertThat(press(now, screen, 'n', 'q').end()).isTrue();
    }

    @Test
    void searchesByName() {
        Snapshot now = snapshot(0, 0);
        Screen found = press(now, Screen.FIRST, '/', 's', '2', Keys.ENTER).screen();
        assertThat(found.rows(now)).extracting(Row::reference).containsExactly("app/s2");
        assertThat(press(now, found, Keys.UP, Keys.PAGE_DOWN, 'm', 'y').command())
                .isEqualTo(Optional.of("set server app/s2 state maint"));
        Screen nothing = press(now, Screen.FIRST, '/', 'z', Keys.ENTER).screen();
        assertThat(nothing.selection(now)).isNull();
        assertThat(drawn(now, now, nothing, 80, 6)).hasSize(6);
    }

    private static Keys.Pressed press(Snapshot now, Screen from, int... keys) {
        Screen screen = from;
        Keys.Pressed pressed = null;
        for (int key : keys) {
            pressed = Keys.press(key, screen, now);
            screen = pressed.screen();
        }
        return Objects.requireNonNull(pressed, "no key");
    }

    @Test
    void bytesAreShort() {
        assertThat(TopView.size(999)).isEqualTo("999");
        assertThat(TopView.size(1_500)).isEqualTo("1.5k");
        assertThat(TopView.size(2_000_000_000L)).isEqualTo("2.0G");
    }
}
