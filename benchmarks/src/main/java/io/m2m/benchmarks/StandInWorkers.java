package io.m2m.benchmarks;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.Topics;
import io.m2m.common.message.DumpTask.DumpSegments;
import io.m2m.common.message.DumpTask.FindRepeatedIds;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CollectionConcluded;
import io.m2m.common.message.Event.CollectionFinished;
import io.m2m.common.message.Event.CollectionInspected;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.RangeCompared;
import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.StagingCleaned;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Event.VectorsSearched;
import io.m2m.common.message.LoadTask.CheckTarget;
import io.m2m.common.message.LoadTask.FinishCollection;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.message.LoadTask.PrepareCollection;
import io.m2m.common.message.Message;
import io.m2m.common.message.PlanTask.CleanStaging;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.Verdict;
import io.m2m.common.message.VerifyTask.CompareRange;
import io.m2m.common.message.VerifyTask.ConcludeCollection;
import io.m2m.common.message.VerifyTask.InspectCollection;
import io.m2m.common.message.VerifyTask.SearchVectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Answers every task at once with the events a worker of its kind would publish. Moves no data. */
final class StandInWorkers implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final StandInPlan plan;
    private final Producer<String, Message> producer;
    private final Consumer<String, Message> tasks;
    private final String events;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Thread thread = new Thread(this::work, "stand-in-workers");

    private StandInWorkers(KafkaClients clients, StandInPlan plan) {
        Topics topics = clients.settings().topics();
        this.plan = plan;
        this.producer = clients.producer();
        this.events = topics.events();
        this.tasks = clients.reader();
        List<TopicPartition> queues = new ArrayList<>();
        for (String queue : topics.taskTopics()) {
            for (int lane = 0; lane < clients.settings().taskPartitions(); lane++) {
                queues.add(new TopicPartition(queue, lane));
            }
        }
        tasks.assign(queues);
        tasks.seekToBeginning(queues);
    }

    static StandInWorkers start(KafkaClients clients, StandInPlan plan) {
        StandInWorkers workers = new StandInWorkers(clients, plan);
        workers.thread.start();
        return workers;
    }

    /** Events that were published so far. */
    long published() {
        return published.get();
    }

    /** Tasks that were taken so far. */
    long answered() {
        return answered.get();
    }

    void publish(Event event) {
        producer.send(new ProducerRecord<>(events, event.migration(), event));
        published.incrementAndGet();
    }

    private void work() {
        try {
            while (true) {
                for (ConsumerRecord<String, Message> record : tasks.poll(POLL)) {
                    answer((TaskMessage) record.value());
                    answered.incrementAndGet();
                }
            }
        } catch (WakeupException closing) {
            tasks.close();
        }
    }

    private void answer(TaskMessage task) {
        publish(new TaskStarted(task.ref()));
        switch (task) {
            case PlanMigration planning -> plan.events(planning.ref()).forEach(this::publish);
            case CheckTarget check -> publish(new TargetChecked(check.ref(), "2.3.5", 1));
            case FindRepeatedIds find -> publish(new RepeatedIdsFound(find.ref(), 0, 0));
            case DumpSegments dump ->
                publish(new SegmentsDumped(dump.ref(), new DumpFacts(StandInPlan.ROWS, StandInPlan.BYTES, 0, 0)));
            case PrepareCollection prepare -> publish(new CollectionPrepared(prepare.ref()));
            case ImportFiles files -> {
                publish(new ImportSubmitted(files.ref(), "1"));
                publish(new ImportCompleted(files.ref(), StandInPlan.ROWS));
            }
            case FinishCollection finish -> publish(new CollectionFinished(finish.ref(), finish.rows()));
            case InspectCollection inspect -> publish(new CollectionInspected(inspect.ref(), 1, null));
            case CompareRange range -> publish(new RangeCompared(range.ref(), StandInPlan.ROWS, StandInPlan.BYTES));
            case SearchVectors search -> publish(new VectorsSearched(search.ref(), 0));
            case ConcludeCollection conclude -> publish(new CollectionConcluded(conclude.ref(), Verdict.VERIFIED));
            case WriteReport report -> publish(new ReportWritten(report.ref(), Verdict.VERIFIED));
            case CleanStaging clean -> publish(new StagingCleaned(clean.ref(), 0, 0));
        }
    }

    @Override
    public void close() throws InterruptedException {
        tasks.wakeup();
        thread.join();
        producer.close();
    }
}
