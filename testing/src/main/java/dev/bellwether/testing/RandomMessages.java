package dev.bellwether.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.Random;

/**
 * Fills any protobuf message at random, driven by its descriptor: each field is set or left, of a oneof at most one member, lists have
 * up to three elements, nesting ends after {@value #MAX_DEPTH} levels. Identifiers have the lengths that OTLP gives them.
 */
final class RandomMessages {

    private static final int MAX_DEPTH = 9;
    private static final int[] CODE_POINTS = {'a', 'Z', '0', ' ', '"', '\\', '/', '\n', 0x1, 0xe9, 0x4e2d, 0x1f600};

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    <B extends Message.Builder> B fill(B builder) {
        fill(builder, 0);
        return builder;
    }

    private void fill(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (chosen(field, builder) && (depth < MAX_DEPTH || !isMessage(field))) {
                set(builder, field, depth);
            }
        }
    }

    private void set(Message.Builder builder, FieldDescriptor field, int depth) {
        if (field.isRepeated()) {
            int count = depth == 0 ? 1 + random.nextInt(2) : random.nextInt(4);
            for (int i = 0; i < count; i++) {
                builder.addRepeatedField(field, value(builder, field, depth));
            }
        } else {
            builder.setField(field, value(builder, field, depth));
        }
    }

    /** Lists at the top are always there, so that a request is rarely empty; of a oneof the first chosen member wins. */
    private boolean chosen(FieldDescriptor field, Message.Builder builder) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof != null) {
            return !builder.hasOneof(oneof) && random.nextInt(oneof.getFieldCount()) <= 1;
        }
        return (isMessage(field) && field.isRepeated()) || random.nextInt(3) != 0;
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder child = parent.newBuilderForField(field);
                fill(child, depth + 1);
                yield child.build();
            }
            case STRING -> text();
            case BYTE_STRING -> bytes(field.getName());
            case ENUM -> enumValue(field.getEnumType());
            case INT -> (int) integer();
            case LONG -> integer();
            case DOUBLE -> number();
            case FLOAT -> (float) number();
            case BOOLEAN -> random.nextBoolean();
        };
    }

    private Object enumValue(EnumDescriptor type) {
        return type.getValues().get(random.nextInt(type.getValues().size()));
    }

    /** Of every size, so that varints of every length occur, negative ones too. */
    private long integer() {
        return random.nextLong() >> random.nextInt(64);
    }

    private double number() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL);
            default -> random.nextGaussian() * 1000;
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }

    private ByteString bytes(String fieldName) {
        int length = switch (fieldName) {
            case "trace_id" -> 16;
            case "span_id", "parent_span_id" -> 8;
            default -> random.nextInt(20);
        };
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
