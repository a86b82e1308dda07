package io.m2m.standalone.web;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.wiring.Jitter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A migration's server-sent events, across lost connections: each new one says which event was the last, and hears what came
 * after it.
 */
final class EventFeed {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final Api api;
    private final Clock clock;
    private final Duration patience;

    /** @param patience how long a coordinator that does not answer any more is looked for */
    EventFeed(HttpClient client, Api api, Clock clock, Duration patience) {
        this.client = client;
        this.api = api;
        this.clock = clock;
        this.patience = patience;
    }

    /** @param reader told every status, until it wants no more */
    void follow(String id, Predicate<StatusMessage> reader) throws InterruptedException {
        Position position = new Position();
        Instant lostSince = Instant.MAX;
        Duration pause = FIRST_PAUSE;
        while (true) {
            EventLines lines = new EventLines();
            CompletableFuture<HttpResponse<Void>> exchange = connect(id, position, lines);
            try {
                if (read(lines, position, reader)) {
                    return;
                }
            } catch (IOException lost) {
                lostSince = lostSince == Instant.MAX ? clock.instant() : lostSince;
                if (!lines.heard() && lostSince.plus(patience).isBefore(clock.instant())) {
                    throw api.unreachable(lost);
                }
            } finally {
                exchange.cancel(true);
            }
            if (lines.heard()) {
                lostSince = Instant.MAX;
                pause = FIRST_PAUSE;
            }
            Thread.sleep(Jitter.of(pause));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /** Where the next connection goes on. */
    private static final class Position {
        private @Nullable String lastEvent;
    }

    /** @return false when the stream ended before the reader had enough */
    private boolean read(EventLines lines, Position position, Predicate<StatusMessage> reader)
            throws IOException, InterruptedException {
        for (EventLines.Event event = lines.next(); event != null; event = lines.next()) {
            position.lastEvent = event.id();
            if (!reader.test(status(event))) {
                return true;
            }
        }
        return false;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private CompletableFuture<HttpResponse<Void>> connect(String id, Position position, EventLines lines) {
        HttpRequest.Builder request = api.request(Api.of(id) + "/events").header("Accept", "text/event-stream");
        if (position.lastEvent != null) {
            request.header("Last-Event-ID", position.lastEvent);
        }
        CompletableFuture<HttpResponse<Void>> exchange =
                client.sendAsync(request.GET().build(), answer -> {
                    if (answer.statusCode() == 200) {
                        return BodySubscribers.fromLineSubscriber(lines);
                    }
                    return BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), body -> {
                        lines.onError(
                                answer.statusCode() >= 500
                                        ? new IOException("HTTP " + answer.statusCode())
                                        : api.refused(answer.statusCode(), body));
                        return null;
                    });
                });
        exchange.whenComplete((done, failure) -> {
            if (failure != null) {
                lines.onError(failure);
            }
        });
        return exchange;
    }

    private StatusMessage status(EventLines.Event event) {
        return event.name().equals("migration")
                ? api.read(event.data(), MigrationStatus.class)
                : api.read(event.data(), CollectionStatus.class);
    }
}
