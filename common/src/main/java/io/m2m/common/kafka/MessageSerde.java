package io.m2m.common.kafka;

import io.m2m.common.json.MessageCodec;
import io.m2m.common.message.Message;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The codec as Kafka wants it. */
public final class MessageSerde implements Serde<Message> {
    private final MessageCodec codec;

    public MessageSerde(MessageCodec codec) {
        this.codec = codec;
    }

    @Override
    public Serializer<Message> serializer() {
        return (topic, message) -> message == null ? null : codec.encode(message);
    }

    @Override
    public Deserializer<Message> deserializer() {
        return (topic, bytes) -> decode(bytes);
    }

    private @Nullable Message decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return codec.decode(bytes);
        } catch (IllegalArgumentException unreadable) {
            throw new SerializationException(unreadable.getMessage(), unreadable);
        }
    }
}
