package dev.bellwether.telemetry.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes messages as protobuf allows and nobody does: fields in any order, one message in several pieces, values that a later
 * one overwrites, unknown fields, known fields with another wire type, numbers with more bytes than they need.
 */
final class ScramblingEncoder {

    private static final int[] UNKNOWN_FIELDS = {17, 100, 1000, 20_000};

    private final Random random;
    /** One in so many fields gets something odd. */
    private final int oddity;

    private final RandomMessages messages;

    ScramblingEncoder(Random random, int oddity) {
        this.random = random;
        this.messages = new RandomMessages(random, 6);
        this.oddity = oddity;
    }

    byte[] encode(Message message) {
        List<byte[]> fields = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.isRepeated()) {
                List<?> values = (List<?>) entry.getValue();
                if (field.isPackable() && random.nextBoolean()) {
                    fields.add(packed(field, values));
                } else {
                    values.forEach(value -> fields.add(field(field, value)));
                }
            } else {
                addSingle(field, entry.getValue(), fields);
            }
        }
        if (odd()) {
            fields.add(unknownField());
        }
        if (random.nextBoolean()) {
            Collections.shuffle(fields, random);
        }
        return concatenation(fields);
    }

    private void addSingle(FieldDescriptor field, Object value, List<byte[]> fields) {
        if (odd()) {
            fields.add(new Bytes()
                    .tag(field.getNumber(), WireReader.FIXED32)
                    .fixed(7, 4)
                    .bytes());
        }
        if (field.getType() == FieldDescriptor.Type.MESSAGE && odd()) {
            // protobuf merges the pieces again
            byte[] whole = encode((Message) value);
            byte[] other = encode((Message) value);
            fields.add(new Bytes()
                    .tag(field.getNumber(), WireReader.LENGTH)
                    .block(whole)
                    .bytes());
            fields.add(new Bytes()
                    .tag(field.getNumber(), WireReader.LENGTH)
                    .block(other)
                    .bytes());
            return;
        }
        if (odd()) {
            FieldDescriptor overwritten = field;
            if (field.getRealContainingOneof() != null) {
                List<FieldDescriptor> alternatives =
                        field.getRealContainingOneof().getFields();
                overwritten = alternatives.get(random.nextInt(alternatives.size()));
            }
            fields.add(field(overwritten, messages.value(overwritten)));
        }
        fields.add(field(field, value));
    }

    private byte[] field(FieldDescriptor field, Object value) {
        Bytes bytes = new Bytes().tag(field.getNumber(), wireType(field));
        writeValue(field, value, bytes);
        return bytes.bytes();
    }

    private byte[] packed(FieldDescriptor field, List<?> values) {
        Bytes block = new Bytes();
        values.forEach(value -> writeValue(field, value, block));
        return new Bytes()
                .tag(field.getNumber(), WireReader.LENGTH)
                .block(block.bytes())
                .bytes();
    }

    private static int wireType(FieldDescriptor field) {
        return switch (field.getType()) {
            case FIXED64, SFIXED64, DOUBLE -> WireReader.FIXED64;
            case FIXED32, SFIXED32, FLOAT -> WireReader.FIXED32;
            case STRING, BYTES, MESSAGE -> WireReader.LENGTH;
            case GROUP -> throw new IllegalArgumentException("field: " + field);
            default -> WireReader.VARINT;
        };
    }

    private void writeValue(FieldDescriptor field, Object value, Bytes into) {
        switch (field.getType()) {
            case FIXED64, SFIXED64 -> into.fixed((Long) value, 8);
            case DOUBLE -> into.fixed(Double.doubleToRawLongBits((Double) value), 8);
            case FIXED32, SFIXED32 -> into.fixed((Integer) value, 4);
            case STRING -> into.block(((String) value).getBytes(StandardCharsets.UTF_8));
            case BYTES -> into.block(((ByteString) value).toByteArray());
            case MESSAGE -> into.block(encode((Message) value));
            case BOOL -> into.varint((Boolean) value ? 1 : 0);
            case ENUM -> into.varint(((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getNumber());
            case SINT32 -> into.varint(((Integer) value << 1 ^ (Integer) value >> 31) & 0xFFFFFFFFL);
            case UINT32 -> into.varint((Integer) value & 0xFFFFFFFFL);
            default -> into.varint(((Number) value).longValue());
        }
    }

    private byte[] unknownField() {
        int number = UNKNOWN_FIELDS[random.nextInt(UNKNOWN_FIELDS.length)];
        return switch (random.nextInt(4)) {
            case 0 ->
                new Bytes()
                        .tag(number, WireReader.VARINT)
                        .varint(random.nextLong())
                        .bytes();
            case 1 ->
                new Bytes()
                        .tag(number, WireReader.FIXED64)
                        .fixed(random.nextLong(), 8)
                        .bytes();
            case 2 ->
                new Bytes()
                        .tag(number, WireReader.FIXED32)
                        .fixed(random.nextInt(), 4)
                        .bytes();
            default ->
                new Bytes()
                        .tag(number, WireReader.LENGTH)
                        .block(new byte[random.nextInt(9)])
                        .bytes();
        };
    }

    private boolean odd() {
        return random.nextInt(oddity) == 0;
    }

    private static byte[] concatenation(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private final class Bytes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes tag(int number, int wireType) {
            return varint((long) number << 3 | wireType);
        }

        Bytes varint(long value) {
            long rest = value;
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                out.write((int) rest | 0x80);
            }
            if (odd() && rest == value) {
                out.write((int) rest | 0x80);
                rest = 0;
            }
            out.write((int) rest);
            return this;
        }

        Bytes fixed(long value, int length) {
            for (int index = 0; index < length; index++) {
                out.write((int) (value >>> (8 * index)));
            }
            return this;
        }

        Bytes block(byte[] content) {
            varint(content.length);
            out.writeBytes(content);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
