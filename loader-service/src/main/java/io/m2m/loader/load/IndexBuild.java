package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.TargetIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Gives a collection the index it had, as far as the server has it. */
final class IndexBuild {
    private static final Duration STANDSTILL = Duration.ofMinutes(30);

    private final TargetServer server;
    private final Milvus2xConfig config;
    private final Patience patience;

    IndexBuild(TargetServer server, Milvus2xConfig config, Patience patience) {
        this.server = server;
        this.config = config;
        this.patience = patience;
    }

    /** @param notes gets what is not as 1.x had it */
    BuiltIndex build(CollectionPlan plan, boolean made, List<String> notes) throws InterruptedException {
        TargetIndex wanted = IndexMapping.of(plan, config.index(), server.version());
        Optional<BuiltIndex> there = server.index(plan.target(), config.vectorField());
        if (there.isPresent() && !there.get().is(wanted)) {
            if (made) {
                // The index of a loaded collection cannot be dropped.
                server.release(plan.target());
                server.dropIndex(plan.target(), config.vectorField());
                there = Optional.empty();
            } else {
                notes.add("collection " + plan.target() + " keeps the index that somebody gave it, "
                        + there.get().words() + ", instead of " + wanted.words());
            }
        }
        if (there.isEmpty()) {
            server.createIndex(plan.target(), config.vectorField(), wanted);
            notes.addAll(wanted.notes());
        } else if (there.get().is(wanted)) {
            notes.addAll(wanted.notes());
        }
        return awaitBuilt(plan);
    }

    private BuiltIndex awaitBuilt(CollectionPlan plan) throws InterruptedException {
        boolean ended = patience.await(STANDSTILL, () -> {
            BuiltIndex index = built(plan);
            return new Patience.Look(index.finished() || index.failed(), index);
        });
        BuiltIndex index = built(plan);
        if (!ended || index.failed()) {
            throw new ProblemException(
                    Kind.TARGET,
                    "index " + index.type() + " of collection " + plan.target() + " cannot be built on "
                            + server.address() + ": "
                            + (index.failed() ? index.failure() : "it does not come any further")
                            + "; see the server's log, or choose another by target.milvus2x.index");
        }
        return index;
    }

    private BuiltIndex built(CollectionPlan plan) {
        return server.index(plan.target(), config.vectorField())
                .orElseThrow(() -> new ProblemException(
                        Kind.TARGET,
                        "the index of collection " + plan.target() + " vanished from " + server.address()
                                + " while it was built; run the same command again"));
    }
}
