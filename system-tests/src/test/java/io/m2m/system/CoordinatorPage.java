package io.m2m.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The page as people see and use it: what stands there, what can be pressed. */
record CoordinatorPage(Browser browser) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static CoordinatorPage open(Browser browser, String address) {
        browser.driver().get(address);
        CoordinatorPage page = new CoordinatorPage(browser);
        page.awaitText("connection", "Connected");
        return page;
    }

    String text(String id) {
        return drawn(() -> find("#" + id).getText());
    }

    boolean shows(String id) {
        return drawn(() -> find("#" + id).isDisplayed());
    }

    /** What an event changes is drawn anew, also between finding and looking: then it is looked again. */
    private static <T> T drawn(Callable<T> look) {
        return await().atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(look, seen -> true);
    }

    void click(String selector) {
        find(selector).click();
    }

    WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    /** Waits until the element with this id shows this text. */
    void awaitText(String id, String text) {
        await(id).atMost(PATIENCE).until(() -> text(id), shown -> shown.contains(text));
    }

    /** Starts a migration as configured, by mouse. */
    void start() {
        await().atMost(PATIENCE).until(() -> shows("start"));
        click("#start");
        click("#start-dialog .primary");
    }

    /** Sets one limit; empty takes it away. */
    void limit(String field, String value) {
        click("#limits");
        await().atMost(PATIENCE).until(() -> shows("limits-dialog"));
        find("#" + field).clear();
        find("#" + field).sendKeys(value);
        click("#limits-dialog .primary");
        await().atMost(PATIENCE).until(() -> !shows("limits-dialog"));
    }

    /** To the end, whatever it is. */
    String verdict() {
        await().atMost(PATIENCE).until(() -> shows("verdict"));
        return drawn(() -> find("#verdict strong").getText());
    }

    /** What the table shows of a collection, column by column. */
    List<String> collection(String source) {
        return drawn(() -> browser.driver().findElements(By.cssSelector("#collection-rows tr")).stream()
                .map(row -> row.findElements(By.cssSelector("th, td")).stream()
                        .map(WebElement::getText)
                        .toList())
                .filter(cells -> cells.getFirst().equals(source))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source + " is not on the page")));
    }

    /** Presses a key where the focus is. */
    void press(CharSequence... keys) {
        drawn(() -> {
            focused().sendKeys(keys);
            return keys;
        });
    }

    /** Presses Tab until the focus is where the selector says. */
    void tabTo(String selector) {
        for (int presses = 0; !drawn(() -> focused().equals(find(selector))); presses++) {
            if (presses == 60) {
                throw new AssertionError(selector + " is not reached by the keyboard");
            }
            press(Keys.TAB);
        }
    }

    WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }
}
