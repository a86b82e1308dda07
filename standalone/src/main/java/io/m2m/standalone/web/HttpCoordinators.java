package io.m2m.standalone.web;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Coordinator;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Coordinators by their address, asked with the token of this process' environment. */
public final class HttpCoordinators implements Coordinator.Finder {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final @Nullable String token;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param token sent with every request, absent for none
     * @param patience how long a coordinator that was lost while a run is followed is looked for
     */
    public HttpCoordinators(@Nullable String token, Clock clock, Duration patience) {
        this.token = token;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Coordinator at(String address) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        Api api = new Api(client, base(address), token);
        return new HttpCoordinator(api, new EventFeed(client, api, clock, patience));
    }

    private static URI base(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return URI.create(uri.toString().replaceFirst("/+$", ""));
            }
        } catch (IllegalArgumentException unfit) {
            // said below
        }
        throw new ProblemException(
                Kind.CONFIGURATION,
                "\"" + address + "\" is no address of a coordinator; it looks like http://127.0.0.1:8080");
    }
}
