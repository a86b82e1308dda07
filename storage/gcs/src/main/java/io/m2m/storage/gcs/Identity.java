package io.m2m.storage.gcs;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who asks: found at the first request, and then put into every one, with a time limit. */
final class Identity implements HttpRequestInitializer {
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Silence on an open connection; also bounds each read of an object's body. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Source source;
    private @Nullable GoogleCredentials credentials;

    /** Finds credentials, which may ask the machine's metadata server. */
    interface Source {
        GoogleCredentials find() throws IOException;
    }

    /** There are none, or nobody gives a token for them. */
    static final class Refused extends IOException {
        Refused(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    Identity(Source source) {
        this.source = source;
    }

    @Override
    public void initialize(HttpRequest request) throws IOException {
        new HttpCredentialsAdapter(credentials()).initialize(request);
        request.setConnectTimeout((int) CONNECT.toMillis());
        request.setReadTimeout((int) SILENCE.toMillis());
        request.setWriteTimeout((int) SILENCE.toMillis());
    }

    /** The project in which a missing bucket is made. */
    @Nullable
    String project() throws IOException {
        String named = System.getenv("GOOGLE_CLOUD_PROJECT");
        return named != null && !named.isBlank() ? named : credentials().getProjectId();
    }

    private synchronized GoogleCredentials credentials() throws IOException {
        if (credentials == null) {
            try {
                credentials = source.find().createScoped(SCOPE);
            } catch (IOException none) {
                throw new Refused(none);
            }
        }
        return Objects.requireNonNull(credentials);
    }
}
