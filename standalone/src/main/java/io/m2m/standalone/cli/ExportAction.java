package io.m2m.standalone.cli;

import io.m2m.standalone.cli.Engine.MetadataSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        customSynopsis = "m2m export (-m DSN | -s META.SQLITE) -o DIR",
        description = "Reads Milvus 1.x metadata and writes DIR/meta.json.")
final class ExportAction extends Action {
    private final Engine engine;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "folder for meta.json")
    private Path folder = Path.of(".");

    ExportAction(Screen screen, Engine engine) {
        super(screen);
        this.engine = engine;
    }

    /** One of the two. */
    static final class Source {
        @Option(
                names = {"-m", "--mysql"},
                required = true,
                paramLabel = "DSN",
                description = "user:password@tcp(host:port)/db?params, or a JDBC URL")
        private @Nullable String dsn;

        @Option(
                names = {"-s", "--sqlite"},
                required = true,
                paramLabel = "META.SQLITE",
                description = "the server's meta.sqlite; it is read from a private copy")
        private @Nullable Path sqlite;

        MetadataSource chosen() {
            return dsn != null
                    ? new MetadataSource.MySql(dsn)
                    : new MetadataSource.Sqlite(java.util.Objects.requireNonNull(sqlite));
        }
    }

    @Override
    int act() {
        screen.out().println(engine.export(source.chosen(), folder));
        return ExitCode.DONE;
    }
}
