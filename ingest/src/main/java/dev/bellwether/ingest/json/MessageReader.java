package dev.bellwether.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;

/** Writes objects as protobuf messages, field by field as the messages' descriptors say. One for each text. */
final class MessageReader {

    private final JsonParser json;
    private final int maxDepth;
    private final WireBuffer out;
    private final ScalarReader scalars;
    private final UnknownNames unknown;

    MessageReader(JsonParser json, int maxDepth, WireBuffer out, UnknownNames unknown) {
        this.json = json;
        this.maxDepth = maxDepth;
        this.out = out;
        this.scalars = new ScalarReader(json, out);
        this.unknown = unknown;
    }

    /** Reads the whole text: one object and nothing after it. */
    void readDocument(Descriptor request) throws IOException, MalformedJsonException {
        json.nextToken();
        readObject(request, 0);
        if (json.nextToken() != null) {
            throw malformed("there is more after the request");
        }
    }

    private void readObject(Descriptor type, int depth) throws IOException, MalformedJsonException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("expected an object (" + type.getName() + "), found " + scalars.found());
        }
        if (depth > maxDepth) {
            throw MalformedJsonException.tooDeep(
                    json.currentTokenLocation(), "more than " + maxDepth + " messages within each other");
        }
        MessageFields fields = MessageFields.of(type);
        long named = 0;
        long present = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            FieldDescriptor field = fields.named(name);
            if (field == null) {
                unknown.skipField();
                continue;
            }
            if ((named & MessageFields.bit(field)) != 0) {
                throw malformed("\"" + name + "\" twice in one object");
            }
            named |= MessageFields.bit(field);
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                if ((present & MessageFields.alternatives(field)) != 0) {
                    throw malformed("\"" + name + "\" beside another alternative of the same value");
                }
                present |= MessageFields.bit(field);
                readField(field, depth);
            }
        }
    }

    private void readField(FieldDescriptor field, int depth) throws IOException, MalformedJsonException {
        if (!field.isRepeated()) {
            readValue(field, depth);
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("expected an array (\"" + field.getJsonName() + "\"), found " + scalars.found());
        }
        if (field.isPacked()) {
            readPacked(field);
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            readValue(field, depth);
        }
    }

    private void readPacked(FieldDescriptor field) throws IOException, MalformedJsonException {
        out.tagOfLengthDelimited(field.getNumber());
        int start = out.begin();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            scalars.read(field);
        }
        out.end(start);
    }

    private void readValue(FieldDescriptor field, int depth) throws IOException, MalformedJsonException {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            out.tagOfLengthDelimited(field.getNumber());
            int start = out.begin();
            readObject(field.getMessageType(), depth + 1);
            out.end(start);
        } else {
            out.tag(field.getNumber(), field.getLiteType().getWireType());
            scalars.read(field);
        }
    }

    private MalformedJsonException malformed(String problem) {
        boolean atEnd = json.currentToken() == null;
        return MalformedJsonException.at(atEnd ? json.currentLocation() : json.currentTokenLocation(), problem);
    }
}
