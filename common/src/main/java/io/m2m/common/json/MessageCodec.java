package io.m2m.common.json;

import io.m2m.common.message.Message;
import io.m2m.common.message.WireNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON objects whose {@code type} is the wire name. */
public final class MessageCodec {
    private static final String TYPE = "type";

    private final JsonMapper mapper;

    public MessageCodec(JsonMapper mapper) {
        this.mapper = mapper;
    }

    public byte[] encode(Message message) {
        ObjectNode body = mapper.valueToTree(message);
        ObjectNode named = mapper.createObjectNode().put(TYPE, WireNames.of(message));
        named.setAll(body);
        return mapper.writeValueAsBytes(named);
    }

    /** @throws IllegalArgumentException when the bytes are no known, complete message: trying again cannot help */
    public Message decode(byte[] bytes) {
        try {
            JsonNode tree = mapper.readTree(bytes);
            String type = tree.path(TYPE).asString("");
            Class<? extends Message> known = WireNames.all().get(type);
            if (known == null) {
                throw new IllegalArgumentException("unknown message type \"" + type + "\"");
            }
            Message message = mapper.treeToValue(((ObjectNode) tree).without(TYPE), known);
            RequiredFields.check((Record) message);
            return message;
        } catch (JacksonException | ClassCastException unreadable) {
            throw new IllegalArgumentException("unreadable message: " + unreadable.getMessage(), unreadable);
        }
    }
}
