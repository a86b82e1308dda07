package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets that are not there, though {@code checkBucket} is true. */
@ResourceLock(Milvus.LOCAL)
class MissingBucketIT {
    private static final int WRONG = 2;
    private static final int OUT_OF_REACH = 3;

    private final S3Server server = S3Server.get();

    @Test
    void stagingsIsMadeByTheFirstCommandThatWritesToIt() {
        Path folder = Places.fresh("missing-staging");
        SourceStore store = GenuineStore.unpack("wal_clean_stop", folder.resolve("store"));
        Configuration configuration =
                Configuration.local(store, folder.resolve("unused")).stagingOnS3("moves");
        configuration.write(folder, Milvus.local().empty().endpoint());
        List<String> keys =
                List.of("--set", "target.remote.bucket=made-by-dump", "--set", "target.remote.checkBucket=true");

        Ended plan = run(folder, keys, "plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("s3://made-by-dump/moves, whose bucket is missing and will be made");
        assertRefused(run(folder, keys, "verify"), WRONG, "staging holds nothing of migration");
        assertRefused(run(folder, keys, "load"), WRONG, "staging holds nothing of migration");
        assertRefused(run(folder, keys, "clean"), WRONG, "nothing is removed from s3://made-by-dump/moves");
        assertThat(server.has("made-by-dump")).isFalse();

        Ended dump = run(folder, keys, "dump");
        assertThat(dump.code()).as(dump.err()).isZero();
        assertThat(server.has("made-by-dump")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"plan, remote", "plan, sqlite", "migrate, remote", "migrate, sqlite"})
    void theSourcesIsNeverMade(String command, String meta) {
        Path folder = Places.fresh("missing-source");
        SourceStore store = GenuineStore.unpack("wal_clean_stop", folder.resolve("store"));
        Configuration configuration =
                Configuration.local(store, folder.resolve("staging")).sourceOnS3("backup");
        configuration.write(folder, Milvus.local().endpoint());
        List<String> keys = List.of(
                "--set",
                "source.remote.bucket=never-made",
                "--set",
                "source.remote.checkBucket=true",
                "--set",
                "meta.mode=" + meta,
                "--set",
                "meta.sqliteFile=" + store.metadata());

        assertRefused(
                run(folder, keys, command),
                OUT_OF_REACH,
                "has no bucket never-made; correct source.remote.bucket; a bucket to read from is never made");
        assertThat(server.has("never-made")).isFalse();
    }

    private static Ended run(Path folder, List<String> keys, String command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(keys);
        return M2m.run(folder, arguments.toArray(String[]::new));
    }

    private static void assertRefused(Ended ended, int code, String sentence) {
        assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
        assertThat(ended.err()).contains(sentence);
    }
}
