package dev.bellwether.ingest.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a message by their names in JSON, each with a bit of its own, so that those which have come are one number. */
final class MessageFields {

    private static final Map<Descriptor, MessageFields> OF_TYPE = new ConcurrentHashMap<>();

    private final Map<String, FieldDescriptor> byName;

    private MessageFields(Descriptor type) {
        if (type.getFields().size() > Long.SIZE) {
            throw new IllegalArgumentException(
                    type.getFullName() + ": more fields than a long has bits (expected: at most " + Long.SIZE + ")");
        }
        byName = type.getFields().stream()
                .collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, Function.identity()));
    }

    static MessageFields of(Descriptor type) {
        return OF_TYPE.computeIfAbsent(type, MessageFields::new);
    }

    /** Null where there is none of that name. */
    @Nullable
    FieldDescriptor named(String name) {
        return byName.get(name);
    }

    /** The field's own bit. */
    static long bit(FieldDescriptor field) {
        return 1L << field.getIndex();
    }

    /** The bits of all fields of which only one may have a value, if this is one of them; otherwise none. */
    static long alternatives(FieldDescriptor field) {
        OneofDescriptor alternatives = field.getRealContainingOneof();
        if (alternatives == null) {
            return 0;
        }
        long bits = 0;
        for (int index = 0; index < alternatives.getFieldCount(); index++) {
            bits |= bit(alternatives.getField(index));
        }
        return bits;
    }
}
