package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    /** 13 lines; what a test adds begins at line 14. */
    private static final String FILE = """
            meta:
              mode: local
              localFile: meta.json
            source:
              mode: local
              local: {tablesDir: tables}
            target:
              mode: remote
              remote:
                outputDir: /out/
                bucket: a-bucket
                ak: alice
                sk: wonderland
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> assignments = new LinkedHashMap<>();

    @Test
    void takesTheCommandLineBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() {
        environment.put("M2M_TARGET_REMOTE_OUTPUTDIR", "from-environment");
        environment.put("M2M_TARGET_REMOTE_REGION", "from-environment");
        assignments.put("target.remote.region", "from-command-line");

        BucketConfig bucket = bucket(load(""));

        assertThat(bucket.folder()).isEqualTo("from-environment");
        assertThat(bucket.region()).isEqualTo("from-command-line");
        assertThat(bucket.bucket()).isEqualTo("a-bucket");
        assertThat(bucket.cloud()).isEqualTo(Cloud.AWS);
    }

    @Test
    void readsTheSourceWhereItsFoldersWereMovedTo() {
        environment.put("M2M_META_LOCALFILE", "/old/meta.json");
        environment.put("M2M_SOURCE_LOCAL_TABLESDIR", "[/old/tables, /ssd/tables]");
        environment.put("M2M_SOURCE_LOCAL_WALDIR", "/old/wal");
        environment.put("M2M_SOURCE_MOVED", "{/old: /new}");
        assignments.put("source.moved./ssd", "/new/ssd");

        MigrationConfig config = load("");

        assertThat(config.meta()).isEqualTo(new MetaConfig.LocalFile(Path.of("/new/meta.json")));
        assertThat(config.source())
                .isEqualTo(new SourceConfig.Local(
                        List.of(Path.of("/old/tables"), Path.of("/ssd/tables")),
                        List.of(Path.of("/new/tables"), Path.of("/new/ssd/tables")),
                        Path.of("/new/wal")));
    }

    @Test
    void aMovedStoreIsTheSameMigration() {
        String before = MigrationId.of(load(""));
        assignments.put("source.moved.tables", "/new/tables");

        assertThat(MigrationId.of(load(""))).isEqualTo(before);
    }

    @Test
    void refusesAMovedFolderBelowWhichNothingLies() {
        assignments.put("source.moved./var/lib/milvos", "/mnt/copy");

        assertThatThrownBy(() -> load(""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("source.moved (--set source.moved./var/lib/milvos) names /var/lib/milvos");
    }

    @Test
    void passesOverEmptyVariables() {
        environment.put("M2M_TARGET_REMOTE_BUCKET", "");

        assertThat(bucket(load("")).bucket()).isEqualTo("a-bucket");
    }

    @Test
    void takesAValueBackWhenItIsSetToNothing() {
        assignments.put("verify.sample", "");

        assertThat(load("verify: {sample: 7}").verify().sample()).isEqualTo(10_000);
    }

    @Test
    void putsVariablesAndDefaultsIntoValues() {
        environment.put("HOST", "minio");

        MigrationConfig config =
                load("""
                collections: ["${NONE:a}b", "$${HOST}"]
                loader: {worker: {limit: "${LIMIT:3}"}}
                dumper: {maxFileSize: "${SIZE:}"}
                """, FILE.replace("ak: alice", "endpoint: ${HOST}:${PORT:9000}\n    ak: ${HOST}"));

        assertThat(bucket(config).endpoint()).isEqualTo("minio:9000");
        assertThat(bucket(config).ak()).isEqualTo(Secret.of("minio"));
        assertThat(config.collections()).containsExactly("ab", "${HOST}");
        assertThat(config.loader().limit()).isEqualTo(3);
        assertThat(config.dumper().maxFileSize()).isEqualTo(1L << 30);
    }

    @Test
    void takesVariablesThatOverrideAsTheyAre() {
        environment.put("M2M_TARGET_REMOTE_SK", "pa${ss}");

        assertThat(bucket(load("")).sk()).isEqualTo(Secret.of("pa${ss}"));
    }

    @Test
    void refusesAPlaceholderWithoutAValue() {
        assertThat(refusal("verify: {sample: \"${SAMPLE}\"}"))
                .startsWith("verify.sample (")
                .contains("line 14", "environment variable SAMPLE, which is not set");
    }

    @Test
    void readsASecretFromAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("sk"), "from file\n");
        environment.put("M2M_TARGET_REMOTE_SK", "file:" + secret);
        assignments.put("target.remote.ak", "file:${DIR:" + folder + "}/sk");

        BucketConfig bucket = bucket(load(""));

        assertThat(bucket.sk()).isEqualTo(Secret.of("from file"));
        assertThat(bucket.ak()).isEqualTo(Secret.of("from file"));
    }

    @Test
    void namesASecretsFileThatCannotBeRead() {
        environment.put("M2M_TARGET_REMOTE_SK", "file:/nowhere/sk");

        assertThat(refusal(""))
                .isEqualTo("target.remote.sk (environment variable M2M_TARGET_REMOTE_SK) names the file /nowhere/sk,"
                        + " which cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "target: {remote: {x: 1}}, target.remote.x, target.remote.ak",
        "verify: {levle: full}, verify.levle, verify.level",
        "verfy: {level: full}, verfy, verify",
        "target: {endpoint: localhost}, target.endpoint, target.remote.endpoint",
        "dumper: {worker: {readr: {bufferSize: 1}}}, dumper.worker.readr, dumper.worker.reader"
    })
    void refusesAnUnknownKeyWithItsLineAndTheNearestKnownOne(String line, String key, String nearest)
            throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "\n# a comment\n" + line + "\n");

        assertThat(refusal(file))
                .isEqualTo(file + " line 3: there is no key " + key + "; did you mean " + nearest + "?");
    }

    @Test
    void refusesAnUnknownKeyOfTheCommandLineWithoutItsValue() {
        assignments.put("target.remote.skk", "wonderland");

        assertThat(refusal("")).isEqualTo("--set: there is no key target.remote.skk; did you mean target.remote.sk?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify: {level: ful} | verify.level | \"ful\" | one of counts, ids, sample",
                "verify: {sample: many} | verify.sample | \"many\" | a whole number from 1 to 10000000",
                "verify: {sample: 0} | verify.sample | \"0\" | a whole number from 1",
                "target: {clean: perhaps} | target.clean | \"perhaps\" | true or false",
                "dumper: {maxFileSize: 1 furlong} | dumper.maxFileSize | \"1 furlong\" | a size from 1 KiB to 16 GiB",
                "dumper: {maxFileSize: 1023} | dumper.maxFileSize | \"1023\" | a size from 1 KiB to 16 GiB",
                "dumper: {worker: {limit: [1]}} | dumper.worker.limit | a list | a whole number from 1 to 1024",
                "dumper: {worker: {limit: -1}} | dumper.worker.limit | \"-1\" | a whole number from 1 to 1024",
                "target: {milvus2x: {shards: 17}} | target.milvus2x.shards | \"17\" | a whole number from 1 to 16",
                "target: {milvus2x: {idField: a-b}} | target.milvus2x.idField | \"a-b\" | a letter or _",
                "target: {milvus2x: {idField: Timestamp}} | target.milvus2x.idField | \"Timestamp\" | a letter or _",
                "target: {milvus2x: {vectorField: NOT}} | target.milvus2x.vectorField | \"NOT\" | a letter or _",
                "target: {milvus2x: {index: {typ: X}}} | target.milvus2x.index | a mapping | source, none",
                "target: {milvus2x: {rename: a}} | target.milvus2x.rename | \"a\" | a mapping of names",
                "target: {milvus2x: {endpoint: 'a b'}} | target.milvus2x.endpoint | \"a b\" | host:port",
                "collections: [[a]] | collections | a list | a list of names",
                "source: {remote: {useSSL: 1}} | source.remote.useSSL | \"1\" | true or false"
            })
    void refusesAWrongValueWithKeyLineValueAndWhatIsAllowed(String line, String key, String value, String allowed)
            throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "\n" + line + "\n");

        assertThat(refusal(file)).startsWith(key + " (" + file + " line 2) is " + value + ", but must be " + allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"faiss", "elasticsearch", "milvus2x"})
    void refusesAnotherWorkModeByNameBeforeAnythingElse(String mode) throws IOException {
        Path file = Files.writeString(
                folder.resolve("m.yaml"), "source: {es: {urls: [a]}}\ndumper: {worker: {workMode: " + mode + "}}\n");

        assertThat(refusal(file))
                .isEqualTo("dumper.worker.workMode (" + file + " line 2) is \"" + mode + "\", but must be milvus1x");
    }

    @Test
    void namesAllMissingKeysAndTheModesThatNeedThem() throws IOException {
        Path file =
                Files.writeString(folder.resolve("m.yaml"), "meta: {mode: mysql}\nsource: {mode: remote}\ntarget:\n");

        assertThat(refusal(file))
                .isEqualTo("the configuration " + file + " lacks meta.mysqlUrl, which meta.mode mysql needs;"
                        + " source.remote.tablesDir, which source.mode remote needs;"
                        + " source.remote.bucket, which source.mode remote needs;"
                        + " source.remote.ak, which source.mode remote needs;"
                        + " source.remote.sk, which source.mode remote needs;"
                        + " target.mode (one of local, remote)");
    }

    @Test
    void needsTheServersAddressOnlyWhenItIsAskedFor() {
        Milvus2xConfig target = load("").target().milvus2x();

        assertThatThrownBy(target::url)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("target.milvus2x.endpoint is missing");
    }

    @Test
    void wantsNoKeysWhereTheMachineHasARole() {
        BucketConfig bucket =
                bucket(load("", FILE.replace("ak: alice", "useIAM: yes").replace("sk: wonderland", "useSSL: on")));

        assertThat(bucket.useIAM()).isTrue();
        assertThat(bucket.useSSL()).isTrue();
        assertThat(bucket.sk()).isNull();
    }

    @Test
    void quotesNothingOfAFileThatIsNoYaml() throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "a: b\nsk: *wonderland\n");

        assertThat(refusal(file)).contains("is no valid YAML at line 2").doesNotContain("wonderland");
    }

    @Test
    void quotesNoSecretOfTheWrongKind() {
        assertThat(refusal("", FILE.replace("sk: wonderland", "sk: {word: wonderland}")))
                .contains("target.remote.sk (", "line 13) must be text")
                .doesNotContain("wonderland");
    }

    @Test
    void quotesNoAddressThatHoldsAPassword() {
        assertThat(refusal("", FILE.replace("ak: alice", "endpoint: https://alice:wonderland@minio\n    ak: a")))
                .startsWith("target.remote.endpoint (")
                .doesNotContain("alice:wonderland");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "text", "a: [", "\tmode: x", "meta: x", "meta: {mode: local, mode: local}"})
    void refusesWhatIsNoMappingOfKeys(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), content);

        assertThat(refusal(file)).contains(file.toString());
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("m.yaml"), "ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(file)).contains("is no UTF-8 text");
    }

    @Test
    void readsAllThatM2mAdded() {
        MigrationConfig config = load("""
                dumper: {maxFileSize: 0.5 GiB, minImportRows: 0, worker: {reader: {bufferSize: 512 KB}}}
                verify: {level: ids, sample: 5}
                policy: {duplicateIds: keep-last, invalidVectors: skip}
                collections: [a, "0123"]
                """, FILE.replace("mode: remote", """
                mode: remote
                  clean: true
                  milvus2x:
                    endpoint: https://milvus.example
                    token: root:Milvus
                    database: db
                    rename: {a-b.c: abc, a/tag: part}
                    names: fail
                    idField: pk
                    vectorField: vec
                    shards: 4
                    index: {type: hnsw, params: {M: 16, efConstruction: 200}}
                    ifExists: append
                    import: rest
                    tls: {ca: ca.pem, cert: c.pem, key: k.pem, serverName: milvus}"""));

        assertThat(config.dumper()).isEqualTo(new DumperConfig(2, 512_000, 1 << 20, 1L << 29, 0));
        assertThat(config.policy())
                .isEqualTo(new PolicyConfig(DuplicateIds.KEEP_LAST, PolicyConfig.InvalidVectors.SKIP));
        assertThat(config.collections()).containsExactly("a", "0123");
        assertThat(config.selects("0123")).isTrue();
        assertThat(config.selects("b")).isFalse();
        assertThat(config.target().clean()).isTrue();
        assertThat(config.target().milvus2x())
                .isEqualTo(new Milvus2xConfig(
                        "https://milvus.example",
                        null,
                        null,
                        Secret.of("root:Milvus"),
                        "db",
                        new TlsConfig(true, Path.of("ca.pem"), Path.of("c.pem"), Path.of("k.pem"), "milvus"),
                        Map.of("a-b.c", "abc", "a/tag", "part"),
                        Milvus2xConfig.NameRule.FAIL,
                        "pk",
                        "vec",
                        4,
                        new IndexChoice.Named("HNSW", Map.of("M", "16", "efConstruction", "200")),
                        Milvus2xConfig.IfExists.APPEND,
                        ImportWay.REST));
    }

    @Test
    void takesListsAndMappingsFromTheCommandLineAndTheEnvironment() {
        environment.put("M2M_SOURCE_LOCAL_TABLESDIR", "[/a, /b]");
        environment.put("M2M_TARGET_MILVUS2X_RENAME", "{x: y}");
        assignments.put("collections", "a, b");
        assignments.put("target.milvus2x.rename.a.b", "c");
        assignments.put("target.milvus2x.index.type", "IVF_FLAT");
        assignments.put("target.milvus2x.index.params.nlist", "1024");
        assignments.put("target.milvus2x.index.params.other", "1");

        MigrationConfig config = load("");

        assertThat(((SourceConfig.Local) config.source()).tablesDirs()).containsExactly(Path.of("/a"), Path.of("/b"));
        assertThat(config.collections()).containsExactly("a", "b");
        assertThat(config.target().milvus2x().rename()).isEqualTo(Map.of("x", "y", "a.b", "c"));
        assertThat(config.target().milvus2x().index())
                .isEqualTo(new IndexChoice.Named("IVF_FLAT", Map.of("nlist", "1024", "other", "1")));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1,http://h:1",
        "http://h:1/,http://h:1",
        "https://h,https://h:19530",
        "https://h/,https://h:19530",
        "h,http://h:19530",
        "h:1/,http://h:1",
        "h/,http://h:19530",
        "'[::1]',http://[::1]:19530",
        "'http://[::1]',http://[::1]:19530"
    })
    void makesAUrlOfTheServersAddress(String endpoint, String url) {
        assignments.put("target.milvus2x.endpoint", endpoint);

        assertThat(load("").target().milvus2x().url()).isEqualTo(url);
    }

    @Test
    void encryptsWhenThereIsSomethingToEncryptWith() {
        assignments.put("target.milvus2x.endpoint", "h:1");
        assignments.put("target.milvus2x.tls.ca", "ca.pem");

        assertThat(load("").target().milvus2x().url()).isEqualTo("https://h:1");
    }

    /** The scheme would win, and the credentials would travel in plain text. */
    @ParameterizedTest
    @CsvSource({"ca,ca.pem", "enabled,true", "serverName,milvus"})
    void refusesPlainTextBesideKeysOfTls(String key, String value) {
        assertThat(refusal("", FILE.replace("mode: remote", """
                mode: remote
                  milvus2x:
                    endpoint: http://milvus:19530
                    tls: {%s: %s}""".formatted(key, value))))
                .contains("target.milvus2x.endpoint (", "line 10)")
                .contains("begins with http://", "write https:// or leave the scheme out");
    }

    @Test
    void speaksPlainTextWhenTlsIsTurnedOff() {
        assignments.put("target.milvus2x.endpoint", "http://h:1");
        assignments.put("target.milvus2x.tls.ca", "ca.pem");
        assignments.put("target.milvus2x.tls.enabled", "false");

        assertThat(load("").target().milvus2x().url()).isEqualTo("http://h:1");
    }

    @Test
    void refusesHalfAClientCertificate() {
        assignments.put("target.milvus2x.tls.cert", "c.pem");

        assertThat(refusal("")).contains("lacks target.milvus2x.tls.key");
    }

    /** The SDK would go on without the certificate, and say nothing. */
    @Test
    void refusesAClientCertificateWithoutAuthoritiesToTrust() {
        assignments.put("target.milvus2x.tls.cert", "c.pem");
        assignments.put("target.milvus2x.tls.key", "k.pem");

        assertThat(refusal("")).contains("lacks target.milvus2x.tls.ca");
    }

    @Test
    void readsRemoteMetadataOnlyBesideARemoteSource() {
        assertThat(refusal("", FILE.replace("mode: local\n  localFile", "mode: remote\n  remoteMetaFile")))
                .contains("source.mode must be remote");
    }

    @Test
    void refusesTwoFieldsOfOneName() {
        assignments.put("target.milvus2x.vectorField", "id");

        assertThat(refusal("")).contains("target.milvus2x.vectorField", "must differ from target.milvus2x.idField");
    }

    @Test
    void takesTheFileThatIsNamedBeforeTheUsualPlaces() throws IOException {
        Files.createDirectories(folder.resolve("configs"));
        Path second = Files.writeString(folder.resolve("configs/migration.yaml"), "");
        assertThat(ConfigLoader.find(null, folder)).isEqualTo(second);

        Path first = Files.writeString(folder.resolve("migration.yaml"), "");
        assertThat(ConfigLoader.find(null, folder)).isEqualTo(first);

        Path named = Files.writeString(folder.resolve("x.yaml"), "");
        assertThat(ConfigLoader.find(named, folder)).isEqualTo(named);
    }

    @Test
    void refusesToSearchOnWhenTheNamedFileIsNotThere() throws IOException {
        Files.writeString(folder.resolve("migration.yaml"), "");

        assertThatThrownBy(() -> ConfigLoader.find(folder.resolve("x.yaml"), folder))
                .hasMessageContaining("x.yaml named by --config does not exist");
        assertThatThrownBy(() -> ConfigLoader.find(null, folder.resolve("none")))
                .hasMessageContaining("neither migration.yaml nor configs/migration.yaml");
    }

    private MigrationConfig load(String added) {
        return load(added, FILE);
    }

    private MigrationConfig load(String added, String file) {
        try {
            Path path = Files.writeString(folder.resolve("m.yaml"), file + added + "\n");
            return new ConfigLoader(environment).load(path, assignments);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private String refusal(String added) {
        return refusal(added, FILE);
    }

    private String refusal(String added, String file) {
        return sentence(() -> load(added, file));
    }

    private String refusal(Path file) {
        return sentence(() -> new ConfigLoader(environment).load(file, assignments));
    }

    private static String sentence(org.assertj.core.api.ThrowableAssert.ThrowingCallable loading) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, loading);
        assertThat(refused).isNotNull();
        assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return refused.problem().sentence();
    }

    private static BucketConfig bucket(MigrationConfig config) {
        return ((StagingConfig.Remote) config.target().staging()).bucket();
    }
}
