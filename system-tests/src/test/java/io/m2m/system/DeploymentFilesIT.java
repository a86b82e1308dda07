package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.standalone.cli.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What lies in {@code deploy} is right as far as that can be seen without a cluster. */
class DeploymentFilesIT {
    private static final Path DEPLOY = Places.program().resolveSibling("deploy");
    private static final Path KUBERNETES = DEPLOY.resolve("kubernetes");

    private final Path folder = Places.fresh("deployment-files");

    @Test
    void theManifestsAreWhatKubernetesAndKedaTake() {
        assertThat(Manifests.findings(folder, KUBERNETES)).isEmpty();
    }

    @Test
    void theirJudgeSeesWhatIsWrong() throws IOException {
        copy("base/dumper.yaml", "containerPort", "containerPrt");
        copy("base/loader.yaml", "configMap: {name: m2m-migration}", "configMap: {name: m2m}");
        copy("keda/scaled-dumpers.yaml", "maxReplicaCount", "maximalReplicaCount");

        assertThat(Manifests.findings(folder, folder.resolve("kubernetes")))
                .anyMatch(finding -> finding.contains("containerPort"))
                .anyMatch(finding -> finding.contains("ConfigMap m2m is not there"))
                .anyMatch(finding -> finding.contains("maximalReplicaCount"));
    }

    @Test
    void everyServiceHasItsDeploymentAndItsPlaceInTheComposition() throws IOException {
        Map<String, Map<String, Object>> services = new Yaml()
                .<Map<String, Map<String, Map<String, Object>>>>load(compose())
                .get("services");
        for (ServiceName service : ServiceName.values()) {
            assertThat(Files.readString(KUBERNETES.resolve("base/" + service + ".yaml")))
                    .contains("args: [service, " + service + ",");
            assertThat(services.values())
                    .anySatisfy(composed ->
                            assertThat(composed.get("command")).isEqualTo(List.of("service", service.name())));
        }
    }

    @Test
    void scaledServicesHaveNoPortOfTheHost() throws IOException {
        Map<String, Map<String, Object>> services = new Yaml()
                .<Map<String, Map<String, Map<String, Object>>>>load(compose())
                .get("services");

        for (String scaled : List.of("dumper-service", "loader-service", "verifier-service")) {
            assertThat(services.get(scaled)).doesNotContainKeys("ports", "container_name");
        }
    }

    @Test
    void theConfigurationsCanBeRead() throws IOException {
        String composed = Files.readString(DEPLOY.resolve("compose/migration.yaml"));
        Object configMap = new Yaml()
                .loadAll(Files.readString(KUBERNETES.resolve("base/configmap.yaml")))
                .iterator()
                .next();
        String clustered = ((Map<?, ?>) ((Map<?, ?>) configMap).get("data"))
                .get("migration.yaml")
                .toString();

        assertThat(Stream.of(composed, clustered).map(this::load))
                .extracting(config -> config.target().milvus2x().endpoint().toString())
                .containsExactly("http://milvus:19530", "http://milvus.milvus.svc:19530");
    }

    @Test
    void kedaStartsNoMoreDumpersThanThereArePartitions() throws IOException {
        int partitions = number("base/configmap.yaml", "M2M_KAFKA_TASK_PARTITIONS: \"(\\d+)\"");
        int limit = number("base/configmap.yaml", "limit: (\\d+)");

        assertThat(number("keda/scaled-dumpers.yaml", "maxReplicaCount: (\\d+)") * limit)
                .isEqualTo(partitions);
    }

    private MigrationConfig load(String yaml) {
        try {
            Path secret = Files.writeString(folder.resolve("secret"), "a-secret");
            Path file = Files.writeString(
                    folder.resolve("migration.yaml"), yaml.replaceAll("file:(/run)?/secrets/\\w+", "file:" + secret));
            return new ConfigLoader(Map.of()).load(file, Map.of());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String compose() throws IOException {
        return Files.readString(DEPLOY.resolveSibling("docker-compose.yml"));
    }

    private static int number(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(KUBERNETES.resolve(file)))
                .results()
                .map(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** All manifests into the working folder once, this one changed. */
    private void copy(String name, String from, String to) throws IOException {
        Path copies = folder.resolve("kubernetes");
        if (!Files.exists(copies)) {
            try (Stream<Path> files = Files.walk(KUBERNETES)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copies.resolve(KUBERNETES.relativize(file).toString()));
                }
            }
        }
        String text = Files.readString(copies.resolve(name));
        assertThat(text).contains(from);
        Files.writeString(copies.resolve(name), text.replace(from, to));
    }
}
