package dev.bellwether.ingest.remotewrite;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Locale;
import java.util.Objects;

/** The messages of remote write as protobuf's own parser and writer know them. Source: Prometheus' remote.proto and types.proto. */
final class WriteSchema {

    private static final FileDescriptor V1 = file(
            message("Label", "string name 1", "string value 2"),
            message("Sample", "double value 1", "int64 timestamp 2"),
            message("Exemplar", "*Label labels 1", "double value 2", "int64 timestamp 3"),
            message("Histogram", "uint64 count_int 1", "double sum 3", "sint32 schema 4", "int64 timestamp 15"),
            message(
                    "TimeSeries",
                    "*Label labels 1",
                    "*Sample samples 2",
                    "*Exemplar exemplars 3",
                    "*Histogram histograms 4"),
            message("MetricMetadata", "int32 type 1", "string metric_family_name 2", "string help 4", "string unit 5"),
            message("WriteRequest", "*TimeSeries timeseries 1", "*MetricMetadata metadata 3"));

    private static final FileDescriptor V2 = file(
            message("Sample", "double value 1", "int64 timestamp 2"),
            message("Exemplar", "*uint32 labels_refs 1", "double value 2", "int64 timestamp 3"),
            message("Histogram", "uint64 count_int 1", "double sum 3", "sint32 schema 4", "int64 timestamp 15"),
            message("Metadata", "int32 type 1", "uint32 help_ref 3", "uint32 unit_ref 4"),
            message(
                    "TimeSeries",
                    "*uint32 labels_refs 1",
                    "*Sample samples 2",
                    "*Histogram histograms 3",
                    "*Exemplar exemplars 4",
                    "Metadata metadata 5",
                    "int64 created_timestamp 6"),
            message("Request", "*string symbols 4", "*TimeSeries timeseries 5"));

    private WriteSchema() {}

    static Descriptor of(WriteVersion version) {
        return request(version, version == WriteVersion.V1 ? V1 : V2);
    }

    /** The same where text may be any bytes. */
    static Descriptor ofBytes(WriteVersion version) {
        FileDescriptorProto.Builder file = of(version).getFile().toProto().toBuilder();
        file.getMessageTypeBuilderList()
                .forEach(message -> message.getFieldBuilderList().stream()
                        .filter(field -> field.getType() == Type.TYPE_STRING)
                        .forEach(field -> field.setType(Type.TYPE_BYTES)));
        return request(version, file(file.build()));
    }

    private static Descriptor request(WriteVersion version, FileDescriptor file) {
        return type(file, version == WriteVersion.V1 ? "WriteRequest" : "Request");
    }

    static DynamicMessage.Builder message(WriteVersion version, String name) {
        return DynamicMessage.newBuilder(type(version == WriteVersion.V1 ? V1 : V2, name));
    }

    private static Descriptor type(FileDescriptor file, String name) {
        return Objects.requireNonNull(file.findMessageTypeByName(name), name);
    }

    private static FileDescriptor file(DescriptorProto... messages) {
        FileDescriptorProto.Builder file =
                FileDescriptorProto.newBuilder().setName("write.proto").setSyntax("proto3");
        for (DescriptorProto message : messages) {
            file.addMessageType(message);
        }
        return file(file.build());
    }

    private static FileDescriptor file(FileDescriptorProto file) {
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message with fields as {@code "type name number"}; a star in front of what is repeated, capitals for messages. */
    private static DescriptorProto message(String name, String... fields) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (String field : fields) {
            String[] words = field.replace("*", "").split(" ");
            FieldDescriptorProto.Builder descriptor = FieldDescriptorProto.newBuilder()
                    .setName(words[1])
                    .setNumber(Integer.parseInt(words[2]))
                    .setLabel(field.startsWith("*") ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
            if (Character.isUpperCase(words[0].charAt(0))) {
                descriptor.setType(Type.TYPE_MESSAGE).setTypeName("." + words[0]);
            } else {
                descriptor.setType(Type.valueOf("TYPE_" + words[0].toUpperCase(Locale.ROOT)));
            }
            message.addField(descriptor);
        }
        return message.build();
    }
}
