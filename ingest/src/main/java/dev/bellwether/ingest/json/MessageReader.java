package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads objects into protobuf messages, field by field as the messages' descriptors say. One for each text. */
final class MessageReader {

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonParser json;
    private final int maxDepth;
    private final ScalarReader scalars;

    MessageReader(JsonParser json, int maxDepth) {
        this.json = json;
        this.maxDepth = maxDepth;
        this.scalars = new ScalarReader(json);
    }

    /** Reads the whole text: one object and nothing after it. */
    void readDocument(Message.Builder message) throws IOException, MalformedJsonException {
        json.nextToken();
        readObject(message, 0);
        if (json.nextToken() != null) {
            throw malformed("there is more after the request");
        }
    }

    private void readObject(Message.Builder message, int depth) throws IOException, MalformedJsonException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw malformed(
                    "expected an object (" + message.getDescriptorForType().getName() + "), found " + scalars.found());
        }
        if (depth > maxDepth) {
            throw MalformedJsonException.tooDeep(
                    json.currentTokenLocation(), "more than " + maxDepth + " messages within each other");
        }
        Map<String, FieldDescriptor> fields = fieldsOf(message.getDescriptorForType());
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            FieldDescriptor field = fields.get(name);
            json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                readField(message, field, depth);
            }
        }
    }

    private void readField(Message.Builder message, FieldDescriptor field, int depth)
            throws IOException, MalformedJsonException {
        if (!field.isRepeated()) {
            OneofDescriptor alternatives = field.getRealContainingOneof();
            if (alternatives != null && message.hasOneof(alternatives)) {
                throw malformed("\"" + field.getJsonName() + "\" beside another alternative of the same value");
            }
            message.setField(field, readValue(message, field, depth));
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("expected an array (\"" + field.getJsonName() + "\"), found " + scalars.found());
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            message.addRepeatedField(field, readValue(message, field, depth));
        }
    }

    private Object readValue(Message.Builder parent, FieldDescriptor field, int depth)
            throws IOException, MalformedJsonException {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return scalars.read(field);
        }
        Message.Builder child = parent.newBuilderForField(field);
        readObject(child, depth + 1);
        return child.build();
    }

    private MalformedJsonException malformed(String problem) {
        boolean atEnd = json.currentToken() == null;
        return MalformedJsonException.at(atEnd ? json.currentLocation() : json.currentTokenLocation(), problem);
    }

    private static Map<String, FieldDescriptor> fieldsOf(Descriptor type) {
        return FIELDS.computeIfAbsent(
                type,
                descriptor -> descriptor.getFields().stream()
                        .collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, Function.identity())));
    }
}
