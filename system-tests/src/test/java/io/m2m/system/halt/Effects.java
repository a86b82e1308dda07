package io.m2m.system.halt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which calls leave something behind when the program stops beside them: what is written to staging, to Kafka, to the target
 * and to the coordinator's memory, by the program's own ports and by the libraries under them.
 */
final class Effects {
    /** @param owner internal name of the class or interface that is called */
    private record Effect(Pattern owner, Pattern method) {
        private boolean is(CallSite site) {
            return owner.matcher(site.owner()).matches()
                    && method.matcher(site.called()).matches();
        }
    }

    private static final List<Effect> EFFECTS = new ArrayList<>();

    static {
        of("io/m2m/common/storage/ObjectStore", "create|delete");
        of("io/m2m/common/storage/ObjectWriter", "write|commit");
        of("io/m2m/common/staging/Documents", "write|writeLines");
        of("io/m2m/common/staging/Documents\\$LineWriter", "write|commit");
        of("io/m2m/common/message/Events", "publish");
        of("io/m2m/common/message/TaskHandler", "handle");
        of("io/m2m/loader/load/TargetServer", "create|drop|addPartition|\\w+Index|load|refresh|release");
        of("io/m2m/loader/load/Imports", "submit");
        of("io/m2m/common/milvus2/MilvusRest", "ask");
        of("io/m2m/verifier/verify/Target", "load|refresh");
        of("org/apache/kafka/clients/producer/.*", "send|commitTransaction|flush");
        of("org/apache/kafka/clients/consumer/.*", "commit\\w*");
        of("org/apache/kafka/clients/admin/.*", "create\\w+|delete\\w+|alter\\w+|incremental\\w+");
        of("org/springframework/kafka/.*", "send|accept");
        of(
                "java/nio/file/Files",
                "write\\w*|move|copy|delete\\w*|create\\w*|new(OutputStream|ByteChannel|BufferedWriter)");
        of("java/nio/channels/FileChannel", "write|force|truncate");
        of("software/amazon/awssdk/services/s3/\\w+Client", "(put|create|upload|complete|abort|delete)\\w*");
        of("com/azure/storage/blob/.*Client(Base)?", "(upload|stage|commit|create|delete)\\w*");
        of("com/google/api/services/storage/Storage\\$\\w+\\$(Insert|Delete)", "execute");
        of("com/google/api/client/http/HttpRequest", "execute");
        of(
                "io/milvus/.*Client(V2)?",
                "(create|drop|insert|upsert|delete|bulkInsert|load|refresh|release|flush|alter|rename)\\w*");
        of("org/apache/kafka/streams/.*", "forward|put|delete|commit");
        of("io/m2m/coordinator/kafka/MigrationMemory", "remember|forget|put");
        of(
                "io/m2m/coordinator/migration/Board",
                "begin|move|end|finish|put|limit|together|add|releaseHeld|reopen|dropWaiting|heard|progressed|accepted"
                        + "|settle|fail|sendAgain|decide");
    }

    private Effects() {}

    private static void of(String owner, String methods) {
        EFFECTS.add(new Effect(Pattern.compile(owner), Pattern.compile(methods)));
    }

    /** The board's own steps are no decisions: those are the calls from outside. */
    static boolean include(CallSite site) {
        return !site.caller().equals(site.owner()) && EFFECTS.stream().anyMatch(effect -> effect.is(site));
    }
}
