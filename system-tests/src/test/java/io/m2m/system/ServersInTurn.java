package io.m2m.system;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Classes that run beside each other had better not wait for the same server: one of each server's in turn, those first that
 * need two.
 */
public final class ServersInTurn implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        List<ClassDescriptor> classes = new ArrayList<>(context.getClassDescriptors());
        classes.sort(
                Comparator.<ClassDescriptor>comparingInt(each -> -servers(each).size())
                        .thenComparing(each -> each.getTestClass().getName()));
        List<Queue<ClassDescriptor>> queues = queues(classes);
        List<ClassDescriptor> inTurn = new ArrayList<>();
        while (inTurn.size() < classes.size()) {
            queues.stream().map(Queue::poll).filter(Objects::nonNull).forEach(inTurn::add);
        }
        context.getClassDescriptors().sort(Comparator.comparingInt(inTurn::indexOf));
    }

    /** One for each server, one for all the servers of a class that needs several, one for classes that need none. */
    private static List<Queue<ClassDescriptor>> queues(List<ClassDescriptor> classes) {
        List<Queue<ClassDescriptor>> queues = new ArrayList<>();
        Map<String, Queue<ClassDescriptor>> byServer = new HashMap<>();
        for (ClassDescriptor each : classes) {
            List<String> servers = servers(each);
            Queue<ClassDescriptor> queue = byServer.get(servers.getFirst());
            if (queue == null) {
                queue = new ArrayDeque<>();
                queues.add(queue);
            }
            queue.add(each);
            for (String server : servers) {
                byServer.put(server, queue);
            }
        }
        return queues;
    }

    /** Those it locks, or one without a name. */
    private static List<String> servers(ClassDescriptor each) {
        List<String> locked = each.findRepeatableAnnotations(ResourceLock.class).stream()
                .map(ResourceLock::value)
                .toList();
        return locked.isEmpty() ? List.of("") : locked;
    }
}
