package io.m2m.common.kafka;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's settings of Kafka clients, sorted by the kind of client. One without a prefix is for every client; one behind
 * {@code producer.}, {@code consumer.} or {@code admin.}, as Kafka Streams has it, for clients of that kind and before the others.
 * Nothing is left out in silence: what contradicts a setting that m2m relies on is refused.
 */
final class ClientSettings {
    static final String ADMIN = "admin.";
    static final String PRODUCER = "producer.";
    static final String CONSUMER = "consumer.";

    /** Known to Kafka Streams only. */
    private static final List<String> STREAMS =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "topic.");

    /** With these each client would be another one than m2m makes. */
    private static final Set<String> OWN = Set.of(
            "transactional.id",
            "group.instance.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    private final Map<String, String> given;

    ClientSettings(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Settings of a client of one kind.
     *
     * @param prefix of its kind
     * @param relied what it must have
     * @throws ProblemException CONFIGURATION when the user says otherwise
     */
    Map<String, Object> of(String prefix, Map<String, Object> relied) {
        Map<String, Object> settings = new HashMap<>();
        given.forEach((name, value) -> {
            if (isForAll(name)) {
                settings.put(name, value);
            }
        });
        given.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                settings.put(name.substring(prefix.length()), value);
            }
        });
        refuseOwn(settings);
        return under(settings, relied);
    }

    /** Settings of Kafka Streams, which sorts them by the same prefixes itself. */
    Map<String, Object> ofStreams(Map<String, Object> relied) {
        Map<String, Object> settings = new HashMap<>(given);
        relied.forEach((name, value) -> compare("main." + name, given.get("main." + name), value));
        return under(settings, relied);
    }

    private static Map<String, Object> under(Map<String, Object> settings, Map<String, Object> relied) {
        relied.forEach((name, value) -> compare(name, settings.get(name), value));
        settings.putAll(relied);
        return settings;
    }

    private static void compare(String name, @Nullable Object said, Object relied) {
        if (said != null && !String.valueOf(said).equalsIgnoreCase(String.valueOf(relied))) {
            throw refused(name + " is " + said + " there, but m2m relies on " + relied);
        }
    }

    private static void refuseOwn(Map<String, Object> settings) {
        OWN.stream().filter(settings::containsKey).sorted().findFirst().ifPresent(name -> {
            throw refused(name + " is set there, which m2m gives each client itself");
        });
    }

    private static ProblemException refused(String what) {
        return new ProblemException(
                Kind.CONFIGURATION,
                "m2m.kafka.client or m2m.kafka.client-file contradicts m2m: " + what + "; leave it out");
    }

    private static boolean isForAll(String name) {
        return !name.startsWith(ADMIN)
                && !name.startsWith(PRODUCER)
                && !name.startsWith(CONSUMER)
                && STREAMS.stream().noneMatch(name::startsWith);
    }
}
