package dev.bellwether.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;

/** Attributes from plain Java values. */
final class Attributes {

    private Attributes() {}

    static KeyValue attribute(String key, Object value) {
        return KeyValue.newBuilder().setKey(key).setValue(value(value)).build();
    }

    static AnyValue value(Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof AnyValue done) {
            return done;
        } else if (value instanceof String text) {
            any.setStringValue(text);
        } else if (value instanceof Boolean bool) {
            any.setBoolValue(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            any.setIntValue(((Number) value).longValue());
        } else if (value instanceof Double number) {
            any.setDoubleValue(number);
        } else if (value instanceof byte[] bytes) {
            any.setBytesValue(ByteString.copyFrom(bytes));
        } else if (value instanceof List<?> list) {
            ArrayValue.Builder array = ArrayValue.newBuilder();
            list.forEach(element -> array.addValues(value(element)));
            any.setArrayValue(array);
        } else {
            throw new IllegalArgumentException("value: " + value.getClass()
                    + " (expected: String, Boolean, Integer, Long, Double, byte[], List or AnyValue)");
        }
        return any.build();
    }
}
