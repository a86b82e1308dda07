package io.m2m.standalone.cli;

import io.m2m.standalone.cli.Engine.MetadataSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        customSynopsis = "m2m export (-m DSN | -s META.SQLITE | --tables DIR) -o DIR",
        description = {
            "Reads Milvus 1.x metadata and writes DIR/meta.json.",
            "When the metadata is lost, --tables rebuilds it from the segment folders. What they do not tell is guessed;"
                    + " every guess is printed, with how to correct it, and written to DIR/guesses.txt."
        })
final class ExportAction extends Action {
    private final Engine engine;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-m", "--mysql"},
            paramLabel = "DSN",
            description = "user:password@tcp(host:port)/db?params, or a JDBC URL")
    private @Nullable String dsn;

    @Option(
            names = {"-s", "--sqlite"},
            paramLabel = "META.SQLITE",
            description = "the server's meta.sqlite; it is read from a private copy")
    private @Nullable Path sqlite;

    @Option(
            names = "--tables",
            paramLabel = "DIR",
            description = "the server's folder tables, when its metadata is lost")
    private @Nullable Path tables;

    @Option(
            names = "--binary",
            split = ",",
            paramLabel = "NAME",
            description = "with --tables: collections whose vectors are binary")
    private Set<String> binary = Set.of();

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "NAME=METRIC",
            description = "with --tables: metrics of collections, such as a=IP,b=HAMMING")
    private Map<String, String> metrics = Map.of();

    @Option(
            names = "--partition",
            split = ",",
            paramLabel = "NUMBER=COLLECTION[/TAG]",
            description = "with --tables: where partitions belong, whose folders are numbers")
    private Map<String, String> partitions = Map.of();

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

    @Override
    int act() {
        ExportEnd end = engine.export(source(), folder);
        if (!end.text().isEmpty()) {
            screen.out().println(end.text());
        }
        screen.out().println(end.file());
        return ExitCode.DONE;
    }

    private MetadataSource source() {
        List<String> given = Stream.of(
                        dsn == null ? "" : "-m", sqlite == null ? "" : "-s", tables == null ? "" : "--tables")
                .filter(each -> !each.isEmpty())
                .toList();
        if (given.size() != 1) {
            throw wrong("export reads from one of -m DSN, -s META.SQLITE and --tables DIR, but "
                    + (given.isEmpty() ? "none is" : String.join(" and ", given) + " are")
                    + " given; name exactly one");
        }
        if (tables != null) {
            return new MetadataSource.Tables(tables, binary, metrics, partitions);
        }
        if (!binary.isEmpty() || !metrics.isEmpty() || !partitions.isEmpty()) {
            throw wrong("--binary, --metric and --partition correct what --tables guesses; with " + given.getFirst()
                    + " the metadata itself tells it, so take them out");
        }
        return dsn != null ? new MetadataSource.MySql(dsn) : new MetadataSource.Sqlite(Objects.requireNonNull(sqlite));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
