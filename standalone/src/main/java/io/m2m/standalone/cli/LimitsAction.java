package io.m2m.standalone.cli;

import io.m2m.common.config.Sizes;
import io.m2m.common.message.Limits;
import io.m2m.standalone.progress.StatusText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "limits",
        description =
                "Shows how much of a migration may be under way, and changes it while it runs. \"none\" lifts a limit.")
final class LimitsAction extends Action {
    /** A limit as it was given; without a value it is lifted. */
    record Bound(@Nullable Long value) {}

    private final Coordinator.Finder finder;

    @Mixin
    private CoordinatorOptions options = new CoordinatorOptions();

    @Option(
            names = "--imports",
            paramLabel = "N",
            converter = Count.class,
            description = "imports the target may have waiting or running (none: as the configuration says)")
    private @Nullable Bound imports;

    @Option(
            names = "--staging",
            paramLabel = "SIZE",
            converter = Size.class,
            description = "bytes that may be dumped and not yet imported, such as 50GB")
    private @Nullable Bound staging;

    @Option(
            names = "--dump-rate",
            paramLabel = "SIZE/s",
            converter = Rate.class,
            description = "bytes dumped per second, such as 100MB/s")
    private @Nullable Bound dumpRate;

    @Option(
            names = "--load-rate",
            paramLabel = "SIZE/s",
            converter = Rate.class,
            description = "bytes imported per second")
    private @Nullable Bound loadRate;

    LimitsAction(Screen screen, Coordinator.Finder finder) {
        super(screen);
        this.finder = finder;
    }

    @Override
    int act() throws InterruptedException {
        Coordinator coordinator = options.find(finder);
        String id = options.migration(coordinator);
        Limits before = coordinator.limits(id);
        Limits after = changed(before);
        if (!after.equals(before)) {
            coordinator.limit(id, after);
        }
        screen.out().println("Limits     " + StatusText.of(after));
        return ExitCode.DONE;
    }

    /** What is not named stays. */
    private Limits changed(Limits before) {
        Integer importsNow = before.importsInFlight();
        if (imports != null) {
            importsNow = imports.value() == null ? null : Math.toIntExact(imports.value());
        }
        return new Limits(
                importsNow,
                staging == null ? before.stagingBytes() : staging.value(),
                dumpRate == null ? before.dumpBytesPerSecond() : dumpRate.value(),
                loadRate == null ? before.loadBytesPerSecond() : loadRate.value());
    }

    /** A number of things, or none. */
    static final class Count implements ITypeConverter<Bound> {
        @Override
        public Bound convert(String text) {
            if (isNone(text)) {
                return new Bound(null);
            }
            if (!text.matches("[1-9]\\d{0,5}")) {
                throw new TypeConversionException("\"" + text + "\" is no number from 1 to 999999, and not none");
            }
            return new Bound(Long.valueOf(text));
        }
    }

    /** A size, or none. */
    static final class Size implements ITypeConverter<Bound> {
        @Override
        public Bound convert(String text) {
            if (isNone(text)) {
                return new Bound(null);
            }
            return Sizes.parse(text, 1)
                    .filter(bytes -> bytes > 0)
                    .map(Bound::new)
                    .orElseThrow(() -> new TypeConversionException(
                            "\"" + text + "\" is no size such as 500MB, 2GiB or 10000, and not none"));
        }
    }

    /** A size per second, or none. */
    static final class Rate implements ITypeConverter<Bound> {
        @Override
        public Bound convert(String text) {
            return new Size().convert(text.replaceFirst("/s$", ""));
        }
    }

    private static boolean isNone(String text) {
        return text.toLowerCase(Locale.ROOT).equals("none");
    }
}
