package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import io.m2m.loader.load.ImportJob.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A Milvus of one process that behaves as the measured one; held to it by {@link TargetContract}. */
final class FakeTarget implements TargetServer, Imports {
    ServerVersion version = new ServerVersion(2, 3, 5);
    boolean away;
    /** Jobs stay running as long as this is set. */
    boolean held;
    /** Every import fails with this. */
    String failure = "";
    /** The accepted answer of the next submit is lost on its way. */
    boolean losesAnswer;
    /** Whether the list tells files and collections of its jobs, as servers before 2.4 do. */
    boolean tellsFiles = true;
    /** Rows the server says it imported beyond those it did. */
    long tooMany;

    /** The server goes away instead of making the next collection. */
    boolean failsToCreate;

    int submits;
    private long nextId = 1;
    private final Map<String, Collection> collections = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    private static final class Collection {
        private TargetCollection described;
        private final Set<String> partitions = new TreeSet<>(Set.of("_default"));
        private final Map<String, Long> rows = new HashMap<>();
        private final Map<String, Long> visible = new HashMap<>();
        private Optional<BuiltIndex> index = Optional.empty();
        private boolean loaded;
        private long inserted;
    }

    private static final class Job {
        private final Collection collection;
        private final String partition;
        private ImportJob told;

        private Job(Collection collection, String partition, ImportJob told) {
            this.collection = collection;
            this.partition = partition;
            this.told = told;
        }
    }

    void alias(String name, String of) {
        aliases.put(name, of);
    }

    /** Records of imports live for a day. */
    void forgetJobs() {
        jobs.clear();
    }

    void forget(String job) {
        jobs.remove(job);
    }

    List<ImportJob> allJobs() {
        return jobs.values().stream().map(job -> job.told).toList();
    }

    @Override
    public String address() {
        return "http://fake:19530";
    }

    @Override
    public ServerVersion version() {
        answer();
        return version;
    }

    @Override
    public int collections() {
        answer();
        return collections.size();
    }

    @Override
    public Optional<TargetCollection> find(String collection) {
        answer();
        return Optional.ofNullable(collections.get(aliases.getOrDefault(collection, collection)))
                .map(there -> there.described);
    }

    @Override
    public void create(NewCollection wanted) {
        answer();
        if (failsToCreate) {
            failsToCreate = false;
            throw new ProblemException(Kind.UNREACHABLE, "Milvus does not answer");
        }
        String vector = wanted.vectorType().name().charAt(0)
                + wanted.vectorType().name().substring(1).toLowerCase(java.util.Locale.ROOT) + "Vector";
        Collection made = new Collection();
        made.described = new TargetCollection(
                wanted.name(),
                Long.toString(nextId++),
                wanted.description(),
                List.of(
                        new TargetCollection.Field(wanted.idField(), "Int64", true, false, 0),
                        new TargetCollection.Field(wanted.vectorField(), vector, false, false, wanted.dim())),
                false);
        collections.put(wanted.name(), made);
    }

    @Override
    public void drop(String collection) {
        answer();
        collections.remove(collection);
    }

    @Override
    public Set<String> partitions(String collection) {
        return Set.copyOf(there(collection).partitions);
    }

    @Override
    public void addPartition(String collection, String partition) {
        there(collection).partitions.add(partition);
    }

    @Override
    public Optional<BuiltIndex> index(String collection, String field) {
        return there(collection).index;
    }

    @Override
    public void createIndex(String collection, String field, TargetIndex index) {
        Collection there = there(collection);
        there.index.ifPresent(older -> refuse(!older.is(index), "at most one distinct index is allowed per field"));
        there.index =
                Optional.of(new BuiltIndex(index.type(), index.metric(), index.params(), BuiltIndex.FINISHED, 0, ""));
    }

    @Override
    public void dropIndex(String collection, String field) {
        Collection there = there(collection);
        refuse(there.loaded, "index cannot be dropped, collection is loaded");
        there.index = Optional.empty();
    }

    @Override
    public LoadProgress loading(String collection) {
        return there(collection).loaded ? new LoadProgress(true, 100, 100) : LoadProgress.NONE;
    }

    @Override
    public void load(String collection) {
        Collection there = there(collection);
        refuse(there.index.isEmpty(), "index not found");
        if (!there.loaded) {
            there.loaded = true;
            refresh(collection);
        }
    }

    @Override
    public void refresh(String collection) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        there.visible.putAll(there.rows);
    }

    @Override
    public void release(String collection) {
        Collection there = there(collection);
        there.loaded = false;
        there.visible.clear();
    }

    /** Somebody inserts a row; the metadata does not know of it yet. */
    void insert(String collection) {
        there(collection).inserted++;
    }

    @Override
    public void flush(String collection) {
        Collection there = there(collection);
        there.rows.merge("_default", there.inserted, Long::sum);
        there.inserted = 0;
    }

    @Override
    public long heldRows(String collection, String partition) {
        return there(collection).rows.getOrDefault(partition, 0L);
    }

    @Override
    public long count(String collection) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        return there.visible.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long count(String collection, String partition) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        refuse(!there.partitions.contains(partition), "partition not found");
        return there.visible.getOrDefault(partition, 0L);
    }

    @Override
    public String submit(String collection, String partition, List<String> files) {
        Collection there = there(collection);
        refuse(!there.partitions.contains(partition), "partition not found");
        submits++;
        String id = Long.toString(nextId++);
        jobs.put(
                id,
                new Job(
                        there,
                        partition,
                        new ImportJob(id, State.WAITING, 0, 0, "", there.described.id(), new HashSet<>(files))));
        if (losesAnswer) {
            losesAnswer = false;
            throw new ProblemException(Kind.UNREACHABLE, "Milvus does not answer");
        }
        return id;
    }

    @Override
    public Optional<ImportJob> state(String job) {
        answer();
        Optional<Job> known = Optional.ofNullable(jobs.get(job));
        known.ifPresent(this::move);
        return known.map(found -> found.told);
    }

    @Override
    public List<ImportJob> into(String collection) {
        Collection there = there(collection);
        List<ImportJob> told = new ArrayList<>();
        for (Job job : jobs.values()) {
            if (job.collection == there) {
                ImportJob all = job.told;
                told.add(
                        tellsFiles
                                ? all
                                : new ImportJob("0", all.state(), 0, all.percent(), all.reason(), "", Set.of()));
            }
        }
        return told;
    }

    /** From one question to the next a job moves on by one state. */
    private void move(Job job) {
        ImportJob told = job.told;
        if (told.state() == State.WAITING) {
            job.told = with(told, State.RUNNING, 0, "");
        } else if (told.state() == State.RUNNING && !held) {
            job.told = ended(job);
        }
    }

    private ImportJob ended(Job job) {
        if (!failure.isEmpty()) {
            return with(job.told, State.FAILED, 0, failure);
        }
        try {
            Set<Long> rows = new HashSet<>();
            for (String file : job.told.files()) {
                rows.add(NumpyFiles.rows(Path.of(file)));
            }
            if (rows.size() != 1) {
                return with(job.told, State.FAILED, 0, "the row counts " + rows + " are not equal");
            }
            long imported = rows.iterator().next();
            job.collection.rows.merge(job.partition, imported, Long::sum);
            return with(job.told, State.COMPLETED, imported + tooMany, "");
        } catch (IOException unreadable) {
            return with(job.told, State.FAILED, 0, "failed to get file size: no such file or directory");
        }
    }

    private static ImportJob with(ImportJob job, State state, long rows, String reason) {
        int percent = state == State.COMPLETED ? 100 : 0;
        return new ImportJob(job.id(), state, rows, percent, reason, job.collectionId(), job.files());
    }

    private Collection there(String collection) {
        answer();
        Collection there = collections.get(collection);
        refuse(there == null, "collection not found");
        return there;
    }

    private void answer() {
        if (away) {
            throw new ProblemException(Kind.UNREACHABLE, "Milvus does not answer");
        }
    }

    private static void refuse(boolean when, String why) {
        if (when) {
            throw new ProblemException(Kind.TARGET, why);
        }
    }
}
