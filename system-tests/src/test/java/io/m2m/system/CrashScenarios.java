package io.m2m.system;

import static io.m2m.system.CrashScenario.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scenarios of the crash matrix. */
final class CrashScenarios {
    private static final Path STORES = Places.fresh("crash/stores");
    /** Two collections, one with partitions and one binary, with deletes and indexes. */
    private static final SourceStore SMALL = GenuineStore.unpack("index_pair", STORES.resolve("small"));

    private static final int GOOD = 0;
    private static final int DIFFERS = 1;
    private static final int WRONG = 2;

    private CrashScenarios() {}

    static List<CrashScenario> all() {
        return List.of(
                new OnLocalStorage(),
                new OnABucket(),
                new StepByStep(),
                new Mended(),
                new LastOfEach(),
                new Appended(),
                new Replaced(),
                new Verified(),
                new Served());
    }

    private static Migrating local(Path folder) {
        return Migrating.to(Milvus.thirdLocal(), folder, Configuration.local(SMALL, folder.resolve("staging")));
    }

    /** In several tasks. */
    private static String[] command(Migrating migrating, String name, String... more) {
        return Stream.concat(Stream.of(migrating.command(name, more)), Stream.of("--set", "dumper.minImportRows=1000"))
                .toArray(String[]::new);
    }

    private static void exact(Migrating migrating, SourceStore store, String... options) {
        assertThat(Oracle.findings(migrating.target(), store.truth(), options)).isEmpty();
    }

    /** The small store to a target on this machine's disk. */
    private interface OfTheSmallStore extends CrashScenario {
        @Override
        default Migrating fresh(Path folder) {
            return local(folder);
        }

        @Override
        default void judge(Migrating migrating) {
            exact(migrating, SMALL);
        }
    }

    private record OnLocalStorage() implements OfTheSmallStore {
        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            well(program.run(migrating.folder(), command(migrating, "migrate", "--clean")), GOOD);
        }

        @Override
        public void judge(Migrating migrating) {
            OfTheSmallStore.super.judge(migrating);
            assertThat(Places.holds(migrating.folder().resolve("staging"), "manifest.json"))
                    .isFalse();
        }
    }

    /** Files of several parts, and a segment of which every row is deleted. */
    private record OnABucket() implements CrashScenario {
        private static final SourceStore WIDE =
                RandomStore.write(14, STORES.resolve("wide"), "--wide", "--rows", "40000");

        @Override
        public Migrating fresh(Path folder) {
            return Migrating.to(
                    Milvus.onS3(),
                    folder,
                    Configuration.local(WIDE, folder.resolve("unused")).stagingOnS3("crash/" + folder.getFileName()));
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            well(program.run(migrating.folder(), command(migrating, "migrate", "--clean")), GOOD);
        }

        @Override
        public void judge(Migrating migrating) {
            exact(migrating, WIDE);
        }
    }

    /** And the indexes only when the rows are there; cleaned in two parts. */
    private record StepByStep() implements OfTheSmallStore {
        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            Path folder = migrating.folder();
            well(program.run(folder, command(migrating, "dump")), GOOD);
            well(program.run(folder, command(migrating, "load", "--set", "target.milvus2x.index=none")), GOOD);
            for (String step : List.of("load", "verify")) {
                well(program.run(folder, command(migrating, step, "--set", "verify.level=search")), GOOD);
            }
            String config = migrating.config().toString();
            well(program.run(folder, "clean", "--config", config, "--collections", "bx"), GOOD);
            well(program.run(folder, "clean", "--config", config), GOOD);
        }
    }

    /**
     * From exported metadata, and in two runs: one of two segments that are dumped together holds a NaN in the first, and is
     * brought back before the second. Who has brought it back goes on from there.
     */
    private record Mended() implements CrashScenario {
        /** Its metadata is in a log. */
        private static final SourceStore LOGGED = GenuineStore.unpack("wal_killed", STORES.resolve("logged"));

        @Override
        public Migrating fresh(Path folder) {
            SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
            return Migrating.to(
                    Milvus.thirdLocal(),
                    folder,
                    Configuration.local(store, folder.resolve("staging")).metaFile(folder.resolve("meta.json")));
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted, IOException {
            SourceStore store = store(migrating);
            Path folder = migrating.folder();
            well(program.run(folder, "export", "-s", store.metadata().toString(), "-o", "."), GOOD);
            well(program.run(folder, "export", "-s", LOGGED.metadata().toString(), "-o", "logged"), GOOD);
            String[] salvage = {
                "export", "--tables", LOGGED.tables().toString(), "--metric", "w_bin=JACCARD", "-o", "salvaged"
            };
            well(program.run(folder, salvage), GOOD);
            String[] together = {"migrate", "--config", migrating.config().toString()};
            Damage damage = new Damage(store.smallest(".rv"), folder.resolve("mended"));
            if (!damage.isMended()) {
                damage.inflict();
                well(program.run(folder, together), DIFFERS);
                damage.mend();
            }
            well(program.run(folder, together), GOOD);
        }

        @Override
        public void judge(Migrating migrating) {
            exact(migrating, store(migrating));
        }

        private static SourceStore store(Migrating migrating) {
            return new SourceStore(migrating.folder().resolve("store"));
        }
    }

    /** Of repeated ids the last copy, of invalid rows none. */
    private record LastOfEach() implements CrashScenario {
        private static final SourceStore REPEATED = RepeatedIdsStore.write(STORES.resolve("repeated"));

        @Override
        public Migrating fresh(Path folder) {
            return Migrating.to(Milvus.thirdLocal(), folder, Configuration.local(REPEATED, folder.resolve("staging")));
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            String[] policies = {"--set", "policy.duplicateIds=keep-last", "--set", "policy.invalidVectors=skip"};
            well(program.run(migrating.folder(), command(migrating, "migrate", policies)), GOOD);
        }

        @Override
        public void judge(Migrating migrating) {
            exact(migrating, REPEATED, "--keep-last", "--skip-invalid");
        }
    }

    /** To a collection that somebody made and loaded. */
    private record Appended() implements OfTheSmallStore {
        @Override
        public Migrating fresh(Path folder) {
            Migrating migrating = local(folder);
            migrating.target().foreign("ix:float:2:IVF_FLAT:8:loaded");
            return migrating;
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            well(
                    program.run(
                            migrating.folder(),
                            command(migrating, "migrate", "--set", "target.milvus2x.ifExists=append")),
                    GOOD);
        }
    }

    /** What is in the way is replaced when the program is told to. */
    private record Replaced() implements OfTheSmallStore {
        @Override
        public Migrating fresh(Path folder) {
            Migrating migrating = local(folder);
            migrating.target().foreign("ix:float:3:IVF_FLAT:8", "bx:binary:64:BIN_IVF_FLAT:8:loaded");
            return migrating;
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            Path folder = migrating.folder();
            well(program.run(folder, command(migrating, "migrate")), WRONG, GOOD);
            well(program.run(folder, command(migrating, "migrate", "--set", "target.milvus2x.ifExists=replace")), GOOD);
        }
    }

    /** Of two collections that have lost a row, one of them not loaded. Verifying leaves the target as it is: one serves all. */
    private static final class Verified implements CrashScenario {
        private static final String LOST = "4";

        private Migrating migrated;

        @Override
        public Migrating fresh(Path folder) {
            if (migrated == null) {
                migrated = local(folder);
                well(M2m.run(folder, command(migrated, "migrate")), GOOD);
            }
            String target = migrated.target().endpoint();
            Python.run(folder, "lose.py", List.of(target, "bx", LOST, "released"));
            Python.run(folder, "lose.py", List.of(target, "ix", LOST));
            return migrated;
        }

        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            well(program.run(migrating.folder(), command(migrating, "verify")), DIFFERS);
        }

        @Override
        public void judge(Migrating migrating) {
            Report report = migrating.report();
            assertThat(report.collectionsNot("VERIFIED")).containsExactlyInAnyOrder("bx", "ix");
            assertThat(report.collection("bx").at("/differences/missing/0/id").asString())
                    .isEqualTo(LOST);
        }
    }

    /** Under an operator's hand. */
    private record Served() implements OfTheSmallStore {
        @Override
        public void use(Migrating migrating, Program program) throws Halted {
            try (Serving serving = Serving.with(migrating, program.environment())) {
                new Operator(
                                new Coordinator(serving.address()),
                                migrating.folder().resolve("staging/bx"))
                        .steer();
                assertThat(serving.report().verdict()).isEqualTo("VERIFIED");
            } catch (Exception cut) {
                program.haltedOr(cut);
            }
        }
    }
}
