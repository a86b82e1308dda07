package io.m2m.common.message;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sealed families consist of, found by reflection. */
final class MessageTypes {
    private MessageTypes() {}

    /** Every message that can be made, in the order of the families. */
    static Stream<Class<?>> messages() {
        return leaves(Message.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageTypes::leaves)
                : Stream.of(type);
    }

    /** Every type of ours that occurs inside of a message, at whatever depth. */
    static Set<Class<?>> parts() {
        Set<Class<?>> parts = new LinkedHashSet<>();
        messages().forEach(message -> collectParts(message, parts));
        return parts;
    }

    private static void collectParts(Class<?> record, Set<Class<?>> parts) {
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = element(component.getGenericType());
            if (type.getName().startsWith("io.m2m.") && parts.add(type) && type.isRecord()) {
                collectParts(type, parts);
            }
        }
    }

    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType list ? (Class<?>) list.getActualTypeArguments()[0] : (Class<?>) type;
    }

    /** Names of a record's fields as the documentation writes them: in order, optional ones with a question mark. */
    static String fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> component.getName() + (isOptional(component) ? "?" : ""))
                .collect(Collectors.joining(", "));
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
