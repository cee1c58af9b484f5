package dev.sluice.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of statistics as people have it: in a browser, on a desk and on a phone, while the proxy changes behind it. */
class StatsBrowserTest {
    private static final Playwright PLAYWRIGHT =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private static final int PHONE_WIDTH = 390;
    private static Browser browser;

    private final Origin one = new Origin("one");
    private final Origin two = new Origin("two");
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private ProxyProcess proxy;

    @BeforeAll
    static void launch() {
        // A container's root has no sandbox.
        browser = PLAYWRIGHT
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    static void quit() {
        browser.close();
        PLAYWRIGHT.close();
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    stats uri /stats
                    stats refresh 1s
                    stats show-legends
                    stats show-modules
                    stats show-node edge<1>
                    stats show-desc the shop
                    stats admin if TRUE
                    default_backend web
                backend web
                    balance roundrobin
                    server one 127.0.0.1:%d
                    server two 127.0.0.1:%d weight 5
                """.formatted(one.port(), two.port()));
    }

    @AfterEach
    void end() {
        proxy.close();
        one.close();
        two.close();
        assertThat(complaints).isEmpty();
    }

    private static Browser.NewPageOptions desk() {
        return new Browser.NewPageOptions().setViewportSize(1500, 1000);
    }

    private static Browser.NewPageOptions phone() {
        return new Browser.NewPageOptions()
                .setViewportSize(PHONE_WIDTH, 844)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
    }

    private Page open(Browser.NewPageOptions options, String behind) {
        Page page = browser.newPage(options);
        page.onConsoleMessage((ConsoleMessage message) -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate("http://127.0.0.1:" + proxy.port("http") + "/stats" + behind);
        return page;
    }

    private static Locator row(Page page, String id) {
        return page.locator("tr[id='" + id + "']");
    }

    private static Locator state(Page page, String id) {
        return row(page, id).locator(".badge");
    }

    @Test
    void itFollowsWhatHappensWithoutLosingItsPlace() throws IOException {
        Page page = open(desk(), "");
        page.evaluate("window.stays = true");
        Locator box = row(page, "web/two").locator("input[name=s]");
        box.check();
        row(page, "web/BACKEND")
                .locator("summary", new Locator.LocatorOptions().setHasText("h1"))
                .click();
        assertThat(state(page, "web/one")).hasText("no check");

        assertThat(proxy.admin().ask("disable server web/one")).isEqualTo("\n");
        assertThat(state(page, "web/one")).hasText("MAINT");
        assertThat(proxy.admin().ask("add server web/three 127.0.0.1:1 disabled"))
                .contains("New server registered.");
        assertThat(state(page, "web/three")).hasText("MAINT");
        assertThat(proxy.admin().ask("del server web/three")).contains("Server deleted.");
        assertThat(row(page, "web/three")).hasCount(0);

        assertThat(box).isChecked();
        assertThat(row(page, "web/BACKEND").locator("details[open]")).hasCount(1);
        assertThat((Boolean) page.evaluate("window.stays")).isTrue();
    }

    @Test
    void itCanBeHeldStillAndGoesOn() throws IOException {
        Page page = open(desk(), "");
        page.locator("#live").click();
        assertThat(page.locator("#live")).hasText("Go live");
        assertThat(proxy.admin().ask("disable server web/one")).isEqualTo("\n");
        assertThat(state(page, "web/one")).hasText("no check");
        page.locator("#live").click();
        assertThat(state(page, "web/one")).hasText("MAINT");
    }

    @Test
    void aPageThatShallNotRefreshStandsStillUntilAsked() {
        Page page = open(desk(), ";norefresh");
        assertThat(page.locator("#age")).containsText("as of");
        assertThat(page.locator("#live")).hasText("Go live");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void actionsGoToTheCheckedServers(ColorScheme scheme) throws IOException {
        Page page = open(phone().setColorScheme(scheme), "");
        Locator web = page.locator("#web");
        row(page, "web/one").locator("input[name=s]").check();
        web.locator("select").selectOption("drain");
        web.locator("button").click();
        assertThat(page.locator(".said")).hasText("Action processed successfully.");
        assertThat(state(page, "web/one")).hasText("DRAIN");
        assertThat(proxy.admin().ask("show stat web 4 -1")).contains("web,one,").contains(",DRAIN,");

        web.locator("input[name=s]").first().check();
        web.locator("button").click();
        assertThat(page.locator(".said")).hasText("Nothing has changed.");
    }

    @Test
    void allServersAreCheckedWithOneClick() {
        Page page = open(desk(), "");
        page.locator("#web input.all").check();
        assertThat(page.locator("#web input[name=s]:checked")).hasCount(2);
        assertThat(page.locator("#http .acts")).isHidden();
    }

    @Test
    void itFitsAPhone() {
        Page page = open(phone(), "");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(PHONE_WIDTH);
        assertThat(page.locator("#web thead")).isHidden();
        // What stands above columns elsewhere stands in the cells here.
        assertThat((String) page.evaluate(
                        "getComputedStyle(document.querySelector('#web tbody td:nth-child(3)'), '::before').content"))
                .isEqualTo("\"Sessions\"");
        assertThat(page.locator("#web button").boundingBox().height).isGreaterThanOrEqualTo(40);
    }

    @Test
    void onlyWhatIsLookedForIsShown() throws IOException {
        assertThat(proxy.admin().ask("disable server web/one")).isEqualTo("\n");
        Page page = open(desk(), "");
        page.locator("#search").fill("two");
        assertThat(row(page, "web/two")).isVisible();
        assertThat(row(page, "web/one")).isHidden();
        assertThat(page.locator("#http")).isHidden();
        page.locator("#search").fill("");
        page.locator("#trouble").click();
        assertThat(row(page, "web/one")).isVisible();
        assertThat(row(page, "web/two")).isHidden();
    }

    @Test
    void itSaysWhatProgramsLookForAndWhatWasConfigured() {
        Page page = open(desk(), "");
        String text = page.locator("body").innerText();
        assertThat(text)
                .containsPattern("HAProxy version \\d+\\.\\d+\\.\\d+\\S*, released \\d{4}/\\d\\d/\\d\\d")
                .containsPattern("uptime = +0d 0h\\d\\dm\\d\\ds")
                .containsPattern("idle = \\d+ %")
                .contains("on edge<1>: the shop", "algo roundrobin", "addr 127.0.0.1:" + one.port());
        assertThat(page).hasTitle("Statistics Report for HAProxy on edge<1>");
    }

    @Test
    void itWorksWithoutScripts() throws IOException {
        Page page = open(phone().setJavaScriptEnabled(false), "");
        row(page, "web/two").locator("input[name=s]").check();
        page.locator("#web select").selectOption("maint");
        page.locator("#web button").click();
        assertThat(state(page, "web/two")).hasText("MAINT");
        assertThat(proxy.admin().ask("show stat web 4 -1")).contains(",MAINT,");
    }
}
