package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways in which a machine is somebody, with {@code useIAM}: stand-ins for Amazon's metadata and token services give the
 * credentials, and S3Proxy checks what is signed with them.
 */
class S3IdentityIT {
    private static final String EXPIRES = "2099-01-01T00:00:00Z";
    private static final String CREDENTIALS =
            "<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>"
                            .formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                    + "<SessionToken>session</SessionToken><Expiration>" + EXPIRES + "</Expiration></Credentials>";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> properties = new ArrayList<>();
    private HttpServer amazon;
    private S3Server server;

    @BeforeEach
    void start() throws IOException {
        // It has no header for the token of a session.
        server = S3Server.start(Files.createDirectories(folder.resolve("buckets")), 0, true);
        amazon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        amazon.createContext("/", this::answer);
        amazon.start();
        // What this machine itself may have.
        set("aws.sharedCredentialsFile", folder.resolve("none").toString());
        set("aws.configFile", folder.resolve("none").toString());
        set("aws.ec2MetadataServiceEndpoint", "http://127.0.0.1:1");
    }

    @AfterEach
    void stop() {
        properties.forEach(System::clearProperty);
        amazon.stop(0);
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " " + form + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = (path.equals("/") ? token(form) : metadata(path)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-aws-ec2-metadata-token-ttl-seconds", "21600");
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String token(String form) {
        String action = form.contains("AssumeRoleWithWebIdentity") ? "AssumeRoleWithWebIdentity" : "AssumeRole";
        return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action + "Result>"
                + CREDENTIALS + "</" + action + "Result></" + action + "Response>";
    }

    private static String metadata(String path) {
        return switch (path) {
            case "/latest/api/token" -> "metadata-token";
            case "/latest/meta-data/iam/security-credentials/" -> "mover";
            case "/latest/meta-data/iam/security-credentials/mover" ->
                """
                {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "%s", "SecretAccessKey": "%s",
                 "Token": "session", "Expiration": "%s"}
                """.formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY, EXPIRES);
            default -> "";
        };
    }

    @Test
    void theMachinesInstanceProfile() throws IOException {
        set("aws.ec2MetadataServiceEndpoint", amazon());

        moves();

        assertThat(asked).anyMatch(each -> each.startsWith("GET /latest/meta-data/iam/security-credentials/mover"));
    }

    @Test
    void theWebIdentityOfAKubernetesServiceAccount() throws IOException {
        set(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("token"), "a.web.token").toString());
        set("aws.roleArn", "arn:aws:iam::1:role/mover");
        set("aws.roleSessionName", "m2m");
        set("aws.endpointUrlSts", amazon());
        set("aws.region", "us-east-1");

        moves();

        assertThat(asked.getFirst())
                .contains("AssumeRoleWithWebIdentity", "WebIdentityToken=a.web.token", "role%2Fmover");
    }

    @Test
    void aProfileOfTheCredentialsFile() throws IOException {
        set("aws.sharedCredentialsFile", profile("[mover]", S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
        set("aws.profile", "mover");

        moves();
    }

    @Test
    void theRoleThatAProfileAssumes() throws IOException {
        set("aws.sharedCredentialsFile", profile("[base]", "base-key", "base-secret"));
        set("aws.configFile", Files.writeString(folder.resolve("config"), """
                        [profile mover]
                        role_arn = arn:aws:iam::1:role/mover
                        source_profile = base
                        region = us-east-1
                        """).toString());
        set("aws.profile", "mover");
        set("aws.endpointUrlSts", amazon());

        moves();

        assertThat(asked.getFirst()).contains("Action=AssumeRole&", "role%2Fmover", "Credential=base-key/");
    }

    @Test
    void nobody() {
        assertThatThrownBy(this::moves)
                .hasMessageContaining("this machine's role and environment give no credentials for bucket a-bucket");
    }

    private void moves() throws IOException {
        BucketConfig config = new BucketConfig(
                "target.remote",
                Cloud.AWS,
                server.endpoint(),
                null,
                "a-bucket",
                "",
                null,
                null,
                null,
                true,
                false,
                IfMissing.MAKE,
                null,
                null);
        try (ObjectStore store = new S3Stores().open(config, () -> {});
                ObjectWriter writer = store.create("key")) {
            writer.write(1);
            writer.commit();
            assertThat(store.stat("key")).isPresent();
        }
    }

    private String profile(String name, String id, String secret) throws IOException {
        return Files.writeString(
                        folder.resolve("credentials"),
                        "%s%naws_access_key_id = %s%naws_secret_access_key = %s%n".formatted(name, id, secret))
                .toString();
    }

    private String amazon() {
        return "http://127.0.0.1:" + amazon.getAddress().getPort();
    }

    private void set(String property, String value) {
        System.setProperty(property, value);
        properties.add(property);
    }
}
