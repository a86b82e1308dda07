package io.m2m.common.json;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a record read from JSON lacks: a field that is not marked {@link Nullable} and was not there. */
final class RequiredFields {
    private static final ClassValue<List<RecordComponent>> OF = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(field -> !field.getType().isPrimitive())
                    .filter(field -> !field.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .toList();
        }
    };

    private RequiredFields() {}

    /** @throws IllegalArgumentException when the record, or one inside of it, lacks a field */
    static void check(Record record) {
        for (RecordComponent field : OF.get(record.getClass())) {
            Object value = value(record, field);
            if (value == null) {
                throw new IllegalArgumentException("unreadable message: "
                        + record.getClass().getSimpleName() + " without \"" + field.getName() + "\"");
            }
            if (value instanceof Record inner) {
                check(inner);
            }
        }
    }

    private static @Nullable Object value(Record record, RecordComponent field) {
        try {
            return field.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
