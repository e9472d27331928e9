package dev.bellwether.telemetry.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Random messages of any type of the schema: every field, every alternative, every type of data point turns up. */
final class RandomMessages {

    private static final List<String> TEXTS = List.of(
            "",
            "service.name",
            "service.version",
            "http.route",
            "x",
            "/cart/{id}",
            "größe",
            "a longer text of some words");

    private final Random random;
    private final int deepest;

    RandomMessages(Random random, int deepest) {
        this.random = random;
        this.deepest = deepest;
    }

    Message next(Descriptor type) {
        return next(type, 0);
    }

    /** A value that a field may have, of few levels where it is a message. */
    Object value(FieldDescriptor field) {
        return value(field, deepest - 3);
    }

    private Message next(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            if (depth == deepest && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            if (field.isRepeated()) {
                for (int times = random.nextInt(4); times > 0; times--) {
                    message.addRepeatedField(field, value(field, depth));
                }
            } else if (field.getRealContainingOneof() != null ? random.nextInt(3) == 0 : random.nextInt(5) > 0) {
                message.setField(field, value(field, depth));
            }
        }
        return message.build();
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextBoolean() ? random.nextInt(20) : random.nextInt();
            case LONG -> random.nextBoolean() ? random.nextInt(20) : random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextBoolean() ? random.nextInt(20) : Double.longBitsToDouble(random.nextLong());
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> bytes();
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(7));
            case MESSAGE -> next(field.getMessageType(), depth + 1);
        };
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextBoolean() ? 16 : random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
