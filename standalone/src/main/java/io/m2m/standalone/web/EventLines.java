package io.m2m.standalone.web;

import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lines of one event stream, put together to events; a stream without any sign of life counts as lost. */
final class EventLines implements Flow.Subscriber<String> {
    /** Several times what the coordinator lets pass between two signs of life. */
    private static final int SILENCE_SECONDS = 35;

    /** @param id where to go on after this event */
    record Event(@Nullable String id, String name, String data) {}

    private sealed interface Part {
        record Line(String text) implements Part {}

        record End(@Nullable Throwable failure) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile boolean heard;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        heard = true;
        parts.add(new Part.Line(line));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.End(failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End(null));
    }

    /** Whether anything came at all. */
    boolean heard() {
        return heard;
    }

    /**
     * @return absent when the stream is over
     * @throws IOException when the connection is lost
     * @throws ProblemException when the coordinator refuses
     */
    @Nullable
    Event next() throws IOException, InterruptedException {
        String id = null;
        String name = "message";
        StringBuilder data = new StringBuilder();
        while (true) {
            Part part = parts.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
            switch (part) {
                case null -> throw new IOException("nothing was heard for " + SILENCE_SECONDS + " s");
                case Part.End end -> {
                    return over(end.failure());
                }
                case Part.Line read -> {
                    String line = read.text();
                    if (line.isEmpty() && !data.isEmpty()) {
                        return new Event(id, name, data.toString());
                    }
                    int colon = line.indexOf(':');
                    String field = colon < 0 ? line : line.substring(0, colon);
                    String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                    switch (field) {
                        case "id" -> id = value;
                        case "event" -> name = value;
                        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                        default -> {}
                    }
                }
            }
        }
    }

    private static @Nullable Event over(@Nullable Throwable failure) throws IOException {
        if (failure == null) {
            return null;
        }
        for (Throwable cause : ProblemException.causes(failure).toList()) {
            if (cause instanceof ProblemException refused) {
                throw refused;
            }
            if (cause instanceof IOException lost) {
                throw lost;
            }
        }
        throw new IOException(failure);
    }
}
