package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig.IfExists;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of a collection that is on the target already. */
final class Existing {
    private Existing() {}

    /** How a collection is come by. */
    sealed interface Use {
        record Create() implements Use {}

        /** This migration made it in an earlier run. */
        record Continue() implements Use {}

        record Append() implements Use {}

        record Replace() implements Use {}

        /** @param reason a sentence with what to do */
        record Refuse(String reason) implements Use {}
    }

    /** @param hindrance what keeps rows out of a collection of somebody else's whose fields fit */
    static Use use(
            NewCollection wanted,
            Optional<TargetCollection> found,
            IfExists choice,
            Function<TargetCollection, Optional<String>> hindrance) {
        if (found.isEmpty()) {
            return new Use.Create();
        }
        TargetCollection there = found.get();
        String name = "collection " + wanted.name();
        if (!there.name().equals(wanted.name())) {
            return new Use.Refuse(name + " cannot be made: the name is an alias of collection " + there.name()
                    + "; drop the alias, or choose another name by target.milvus2x.rename");
        }
        Optional<String> misfit = wanted.misfit(there);
        if (wanted.made(there)) {
            return misfit.<Use>map(why -> choice == IfExists.REPLACE
                            ? new Use.Replace()
                            : new Use.Refuse(
                                    name + " was made by an earlier run of this migration, but not as the configuration"
                                            + " and the source want it now: " + why
                                            + "; drop it, or set target.milvus2x.ifExists to replace"))
                    .orElseGet(Use.Continue::new);
        }
        return switch (choice) {
            case FAIL ->
                new Use.Refuse(
                        name + " exists on the target and was not made by this migration; drop it, choose"
                                + " another name by target.milvus2x.rename, or set target.milvus2x.ifExists to append or replace");
            case REPLACE -> new Use.Replace();
            case APPEND ->
                misfit.map(why -> why + "; set target.milvus2x.idField and vectorField to its fields, or choose another"
                                + " name by target.milvus2x.rename")
                        .or(() -> hindrance.apply(there))
                        .<Use>map(why -> new Use.Refuse("nothing can be appended to " + name + ": " + why))
                        .orElseGet(Use.Append::new);
        };
    }
}
