package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import io.m2m.loader.load.ImportJob.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A Milvus of one process that behaves as the measured one; held to it by {@link TargetContract}. */
public final class FakeTarget implements TargetServer, Imports {
    ServerVersion version = new ServerVersion(2, 3, 5);
    boolean away;
    /** Jobs stay running as long as this is set. */
    boolean held;
    /** Every import fails with this. */
    String failure = "";
    /** The accepted answer of the next submit is lost on its way. */
    boolean losesAnswer;
    /** Submits that are turned away from now on, as a server does whose queue is full. */
    int turnsAway;
    /** Whether the list tells files and collections of its jobs, as servers before 2.4 do. */
    boolean tellsFiles = true;
    /** Rows the server says it imported beyond those it did. */
    long tooMany;

    /** Collections beside those that are known here. */
    int others;

    int mostPartitions = 4_096;

    /** The server goes away instead of making the next collection. */
    boolean failsToCreate;

    /** What it offers to those who import. */
    Offer offer = new Offer(1, false, Duration.ZERO, true);

    int submits;
    private final Map<String, String> keys = new HashMap<>();
    private long nextId = 1;
    private @Nullable Job hidden;
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
        private final List<List<String>> groups;
        private ImportJob told;

        private Job(Collection collection, String partition, List<List<String>> groups, ImportJob told) {
            this.collection = collection;
            this.partition = partition;
            this.groups = groups;
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

    /** Groups of files of each job that was made. */
    synchronized List<Integer> groupsOfJobs() {
        return jobs.values().stream().map(job -> job.groups.size()).toList();
    }

    /** The last request never came. */
    synchronized void forgetLast() {
        String last = jobs.keySet().stream().reduce((older, newer) -> newer).orElseThrow();
        jobs.remove(last);
        keys.values().remove(last);
    }

    /** The only job is accepted and not to be seen yet. */
    ImportJob hideJobs() {
        Job only = jobs.values().iterator().next();
        hidden = only;
        jobs.clear();
        return only.told;
    }

    void show(ImportJob job) {
        jobs.put(job.id(), Objects.requireNonNull(hidden));
    }

    List<ImportJob> allJobs() {
        return jobs.values().stream().map(job -> job.told).toList();
    }

    @Override
    public synchronized String address() {
        return "http://fake:19530";
    }

    @Override
    public synchronized ServerVersion version() {
        answer();
        return version;
    }

    @Override
    public synchronized int collections() {
        answer();
        return collections.size() + others;
    }

    @Override
    public synchronized Optional<TargetCollection> find(String collection) {
        answer();
        return Optional.ofNullable(collections.get(aliases.getOrDefault(collection, collection)))
                .map(there -> there.described);
    }

    @Override
    public synchronized void create(NewCollection wanted) {
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
    public synchronized void drop(String collection) {
        answer();
        collections.remove(collection);
    }

    @Override
    public synchronized Set<String> partitions(String collection) {
        return Set.copyOf(there(collection).partitions);
    }

    @Override
    public synchronized void addPartition(String collection, String partition) {
        Set<String> partitions = there(collection).partitions;
        refuse(
                partitions.size() >= mostPartitions,
                "partition number (" + partitions.size() + ") exceeds max configuration (" + mostPartitions + ")");
        partitions.add(partition);
    }

    @Override
    public synchronized Optional<BuiltIndex> index(String collection, String field) {
        return there(collection).index;
    }

    @Override
    public synchronized void createIndex(String collection, String field, TargetIndex index) {
        Collection there = there(collection);
        there.index.ifPresent(older -> refuse(!older.is(index), "at most one distinct index is allowed per field"));
        there.index =
                Optional.of(new BuiltIndex(index.type(), index.metric(), index.params(), BuiltIndex.FINISHED, 0, ""));
    }

    @Override
    public synchronized void dropIndex(String collection, String field) {
        Collection there = there(collection);
        refuse(there.loaded, "index cannot be dropped, collection is loaded");
        there.index = Optional.empty();
    }

    @Override
    public synchronized LoadProgress loading(String collection) {
        return there(collection).loaded ? new LoadProgress(true, 100, 100) : LoadProgress.NONE;
    }

    @Override
    public synchronized void load(String collection) {
        Collection there = there(collection);
        refuse(there.index.isEmpty(), "index not found");
        if (!there.loaded) {
            there.loaded = true;
            refresh(collection);
        }
    }

    @Override
    public synchronized void refresh(String collection) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        there.visible.putAll(there.rows);
    }

    @Override
    public synchronized void release(String collection) {
        Collection there = there(collection);
        there.loaded = false;
        there.visible.clear();
    }

    /** Somebody inserts a row; the metadata does not know of it yet. */
    void insert(String collection) {
        there(collection).inserted++;
    }

    @Override
    public synchronized void flush(String collection) {
        Collection there = there(collection);
        there.rows.merge("_default", there.inserted, Long::sum);
        there.inserted = 0;
    }

    @Override
    public synchronized long heldRows(String collection, String partition) {
        return there(collection).rows.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized long count(String collection) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        return there.visible.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized long count(String collection, String partition) {
        Collection there = there(collection);
        refuse(!there.loaded, "collection not loaded");
        refuse(!there.partitions.contains(partition), "partition not found");
        return there.visible.getOrDefault(partition, 0L);
    }

    @Override
    public synchronized Offer offer() {
        return offer;
    }

    @Override
    public synchronized String submit(ImportRequest request) {
        Collection there = there(request.collection());
        refuse(!there.partitions.contains(request.partition()), "partition not found");
        String known = keys.get(request.key());
        if (offer.keyed() && known != null) {
            return known;
        }
        if (turnsAway > 0) {
            turnsAway--;
            throw new ProblemException(Kind.UNREACHABLE, "Milvus does not answer (the queue is full)");
        }
        submits++;
        String id = Long.toString(nextId++);
        keys.put(request.key(), id);
        Map<String, Long> groups = new HashMap<>();
        request.groups().forEach(files -> groups.put(String.join(",", files), 0L));
        jobs.put(
                id,
                new Job(
                        there,
                        request.partition(),
                        request.groups(),
                        new ImportJob(id, State.WAITING, 0, 0, "", there.described.id(), groups)));
        if (losesAnswer) {
            losesAnswer = false;
            throw new ProblemException(Kind.UNREACHABLE, "Milvus does not answer");
        }
        return id;
    }

    @Override
    public synchronized Optional<ImportJob> state(String job) {
        answer();
        Optional<Job> known = Optional.ofNullable(jobs.get(job));
        known.ifPresent(this::move);
        return known.map(found -> found.told);
    }

    @Override
    public synchronized List<ImportJob> into(String collection) {
        Collection there = there(collection);
        List<ImportJob> told = new ArrayList<>();
        for (Job job : jobs.values()) {
            if (job.collection == there) {
                if (!tellsFiles) {
                    move(job);
                }
                ImportJob all = job.told;
                told.add(
                        tellsFiles
                                ? all
                                : new ImportJob("0", all.state(), 0, all.percent(), all.reason(), "", Map.of()));
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
            Map<String, Long> imported = new HashMap<>();
            for (List<String> files : job.groups) {
                Set<Long> rows = new HashSet<>();
                for (String file : files) {
                    rows.add(NumpyFiles.rows(Path.of(file)));
                }
                if (rows.size() != 1) {
                    return with(job.told, State.FAILED, 0, "the row counts " + rows + " are not equal");
                }
                imported.put(String.join(",", files), rows.iterator().next() + tooMany);
            }
            long all = imported.values().stream().mapToLong(Long::longValue).sum();
            job.collection.rows.merge(job.partition, all - tooMany, Long::sum);
            ImportJob told = job.told;
            return new ImportJob(told.id(), State.COMPLETED, all, 100, "", told.collectionId(), imported);
        } catch (IOException unreadable) {
            return with(job.told, State.FAILED, 0, "failed to get file size: no such file or directory");
        }
    }

    private static ImportJob with(ImportJob job, State state, long rows, String reason) {
        return new ImportJob(job.id(), state, rows, 0, reason, job.collectionId(), job.groups());
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
