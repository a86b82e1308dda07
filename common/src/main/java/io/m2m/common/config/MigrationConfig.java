package io.m2m.common.config;

import java.util.List;

/**
 * One migration as its user described it. Holds secrets, so it never rides in a message or a document.
 *
 * @param collections source names to move; empty for all
 */
public record MigrationConfig(
        DumperConfig dumper,
        LoaderConfig loader,
        MetaConfig meta,
        SourceConfig source,
        TargetConfig target,
        PolicyConfig policy,
        VerifyConfig verify,
        List<String> collections) {
    public MigrationConfig {
        collections = List.copyOf(collections);
    }

    /** Whether a source collection is to be moved. */
    public boolean selects(String collection) {
        return collections.isEmpty() || collections.contains(collection);
    }

    /** The same for a command that dumps nothing: it makes no bucket. */
    public MigrationConfig looking() {
        TargetConfig looked = new TargetConfig(target.staging().looking(), target.milvus2x(), target.clean());
        return new MigrationConfig(dumper, loader, meta, source, looked, policy, verify, collections);
    }
}
