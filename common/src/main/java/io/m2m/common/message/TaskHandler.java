package io.m2m.common.message;

/**
 * A service's answer to one family of tasks, free of Kafka.
 *
 * <p>It may be called again with a task it has done: the effect must be the same. {@link
 * io.m2m.common.model.ProblemException} of kind UNREACHABLE and {@link java.io.IOException} are tried again with back-off;
 * every other failure sets the task aside at once.
 */
public interface TaskHandler<T extends TaskMessage> {
    /** @return what happened, published before the task counts as taken care of */
    Event handle(T task, Progress progress) throws Exception;
}
