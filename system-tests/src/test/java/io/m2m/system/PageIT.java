package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** The page at {@code /}, used as people use it: real Chromium, real stores, real target. */
@ResourceLock(Milvus.LOCAL)
class PageIT {
    private static final int NARROW = 390;

    private final Browser browser = Browser.open();

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void aMigrationIsStartedWatchedAndSeenVerified() {
        try (Serving serving = Serving.start(migrating("indexed"))) {
            CoordinatorPage page = CoordinatorPage.open(browser, serving.address());
            page.awaitText("state", "No migration yet");

            page.start();

            assertThat(page.verdict()).isEqualTo("VERIFIED");
            Report report = serving.report();
            assertShown(page, report);
            keepPictures(Places.fresh("page-pictures"));
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.servers()).containsExactly(serving.address());

            CoordinatorPage again = CoordinatorPage.open(browser, serving.address());
            assertThat(again.verdict()).isEqualTo("VERIFIED");
            assertShown(again, report);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private void assertShown(CoordinatorPage page, Report report) {
        page.awaitText("verdict", "level full");
        assertThat(browser.driver().getTitle()).startsWith("VERIFIED");
        assertThat(page.text("announcement")).contains("VERIFIED");
        long rows = 0;
        for (JsonNode collection : report.root().path("collections")) {
            rows += collection.path("targetRows").asLong();
            assertThat(page.collection(collection.path("source").asString()))
                    .contains(
                            collection.path("target").asString(),
                            "VERIFIED",
                            "%,d".formatted(collection.path("liveRows").asLong()))
                    .filteredOn(cell -> cell.equals("100%"))
                    .hasSize(3);
        }
        assertThat(page.text("verdict"))
                .contains("%d collections"
                        .formatted(report.root().path("collections").size()))
                .contains("%,d rows".formatted(rows));
        for (JsonNode phase : report.root().path("phases")) {
            assertThat(page.text("phases"))
                    .contains("%,d rows".formatted(phase.path("rows").asLong()));
        }
    }

    private void keepPictures(Path folder) {
        browser.picture(folder.resolve("light.png"));
        browser.prefersDark(true);
        browser.picture(folder.resolve("dark.png"));
        browser.size(NARROW, 844);
        browser.picture(folder.resolve("narrow.png"));
    }

    @Test
    void theKeyboardAloneWillDo() {
        try (Serving serving = Serving.start(migrating("index_pair"))) {
            CoordinatorPage page = CoordinatorPage.open(browser, serving.address());
            page.awaitText("state", "No migration yet");

            page.tabTo("#start");
            assertThat(page.focused().getCssValue("outline-style")).isEqualTo("solid");
            page.press(Keys.ENTER);
            page.tabTo("#level");
            page.press("full");
            page.tabTo("#start-dialog .primary");
            page.press(Keys.ENTER);

            assertThat(page.verdict()).isEqualTo("VERIFIED");
            page.tabTo("#collection-rows button");
            page.press(Keys.ENTER);
            page.awaitText("collection-details", "Fingerprints");
            page.press(Keys.ESCAPE);
            assertThat(page.shows("collection-dialog")).isFalse();
            assertThat(page.focused()).isEqualTo(page.find("#collection-rows button"));
        }
    }

    @Test
    void whatIsQuarantinedIsNamedWithFileAndReason() {
        try (Serving serving = Serving.start(migrating("mixed"))) {
            CoordinatorPage page = CoordinatorPage.open(browser, serving.address());

            page.start();

            assertThat(page.verdict()).isEqualTo("INCOMPLETE");
            JsonNode lost = serving.report()
                    .collection("odd_values")
                    .path("quarantined")
                    .get(0);
            page.awaitText("findings", lost.path("segment").asString());
            assertThat(page.text("findings"))
                    .contains(lost.path("reason").asString(), lost.path("file").asString());
            assertThat(page.collection("odd_values")).contains("INCOMPLETE", "1");
        }
    }

    @Test
    void itLooksGoodInTheDarkAndOnANarrowScreen() {
        try (Serving serving = Serving.start(migrating("codec_100"))) {
            CoordinatorPage page = CoordinatorPage.open(browser, serving.address());
            page.start();
            page.verdict();
            page.awaitText("findings", "hyb is a hybrid collection");
            String light = page.find("body").getCssValue("background-color");

            browser.prefersDark(true);
            browser.size(NARROW, 844);

            assertThat(page.find("body").getCssValue("background-color")).isNotEqualTo(light);
            assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo((long) NARROW);
            assertThat(page.text("findings")).contains("hyb is a hybrid collection");
        }
    }

    @Test
    void aLostConnectionIsSaidAndComesBack() {
        Migrating migrating = migrating("index_pair");
        CoordinatorPage page;
        String address;
        try (Serving serving = Serving.start(migrating)) {
            address = serving.address();
            page = CoordinatorPage.open(browser, address);
            page.start();
            page.verdict();
        }

        page.awaitText("connection", "reconnecting");

        try (Serving serving = Serving.again(migrating, address)) {
            page.awaitText("connection", "Connected");
            assertThat(page.verdict()).isEqualTo("VERIFIED");
        }
    }

    @Test
    void aMigrationIsHeldBackCancelledAndTriedAgain() {
        try (Serving serving = Serving.start(migrating("indexed"))) {
            CoordinatorPage page = CoordinatorPage.open(browser, serving.address());
            page.start();

            page.awaitText("pause", "Pause");
            page.click("#pause");
            page.awaitText("state", "Paused");
            page.limit("dumpBytesPerSecond", "0.001");
            assertThat(serving.migration()
                            .path("limits")
                            .path("dumpBytesPerSecond")
                            .asLong())
                    .isEqualTo(1000);
            page.click("#pause");
            page.awaitText("pause", "Pause");
            page.click("#cancel");
            page.click("#cancel-dialog .danger");
            assertThat(page.verdict()).isEqualTo("INCOMPLETE");
            page.awaitText("state", "Cancelled");
            assertThat(serving.report().verdict()).isEqualTo("INCOMPLETE");
            assertThat(serving.report().collectionsNot("INCOMPLETE")).isEmpty();

            page.click("#retry");
            page.awaitText("pause", "Pause");
            page.limit("dumpBytesPerSecond", "");
            assertThat(page.verdict()).isEqualTo("VERIFIED");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void theTokenIsAskedForOnce() {
        try (Serving serving = Serving.withToken(migrating("index_pair"), "a-secret-token")) {
            browser.driver().get(serving.address());
            CoordinatorPage page = new CoordinatorPage(browser);
            page.awaitText("access", "token");

            page.press("another", Keys.ENTER);
            page.awaitText("access-refused", "refused");
            page.press("a-secret-token", Keys.ENTER);

            page.awaitText("state", "No migration yet");
            page.start();
            assertThat(page.verdict()).isEqualTo("VERIFIED");
            CoordinatorPage again = CoordinatorPage.open(browser, serving.address());
            assertThat(again.verdict()).isEqualTo("VERIFIED");
        }
    }

    private static Migrating migrating(String store) {
        Path folder = Places.fresh("page-" + store);
        SourceStore genuine = GenuineStore.unpack(store, folder.resolve("store"));
        return Migrating.to(Milvus.local(), folder, Configuration.local(genuine, folder.resolve("staging")));
    }
}
