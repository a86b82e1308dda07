package io.m2m.system.halt;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A moment at which the program may be stopped.
 *
 * @param site {@link CallSite#name}
 */
public record CrashPoint(String site, Moment moment) {
    /** Beside the call: it was not made, or it was. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** As people and files name it: {@code after dumper/dump/DumpSegments.dump > Documents.write 2}. */
    public String text() {
        return moment.name().toLowerCase(Locale.ROOT) + " " + site;
    }

    /**
     * Before and after each call. What the coordinator decides nobody sees before its transaction ends, so that there one moment is
     * as good as the other.
     */
    public static List<CrashPoint> beside(List<CallSite> sites) {
        return sites.stream()
                .flatMap(site -> site.transacted()
                        ? Stream.of(new CrashPoint(site.name(), Moment.BEFORE))
                        : Stream.of(Moment.values()).map(moment -> new CrashPoint(site.name(), moment)))
                .toList();
    }

    public static CrashPoint parse(String text) {
        int space = text.indexOf(' ');
        return new CrashPoint(
                text.substring(space + 1),
                Moment.valueOf(text.substring(0, space).toUpperCase(Locale.ROOT)));
    }
}
