package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A store of a real 1.x server whose metadata is lost; eight segments that were merged away lie beside the live ones. */
@ResourceLock(Milvus.LOCAL)
class SalvageIT {
    private static final String PARTITION_OF_W_PART = "1795381497844918000=w_part/pp";

    @Test
    void everyRowArrivesFromTheFoldersAlone() throws IOException {
        Path folder = Places.fresh("salvage");
        SourceStore store = GenuineStore.unpack("wal_clean_stop", folder.resolve("store"));
        Files.delete(store.metadata());
        SortedMap<String, String> before = store.listing();
        Ended export = M2m.run(
                folder,
                "export",
                "--tables",
                store.tables().toString(),
                "--metric",
                "w_bin=JACCARD",
                "--partition",
                PARTITION_OF_W_PART,
                "-o",
                "salvaged");
        assertThat(export.code()).as(export.err()).isZero();
        Migrating migrating = Migrating.to(
                Milvus.local(),
                folder,
                Configuration.local(store, folder.resolve("staging")).metaFile(folder.resolve("salvaged/meta.json")));

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        assertThat(store.listing()).isEqualTo(before);
    }
}
