package dev.bellwether.cli.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the batches of a topic are stored, from the broker's files: the format is that of Kafka's protocol guide, "Record Batch". */
final class StoredBatches {

    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private static final int OFFSET_AND_LENGTH = 8 + 4;
    private static final int LENGTH_AT = 8;
    private static final int ATTRIBUTES_AT = 21;
    private static final int CODEC_BITS = 0x07;
    private static final int CONTROL_BIT = 0x20;

    private StoredBatches() {}

    /** How many batches of records there are of each codec; what only marks the end of a transaction is left out. */
    static Map<String, Integer> byCodec(Path kafkaFolder, String topic) throws IOException {
        Map<String, Integer> batches = new TreeMap<>();
        try (Stream<Path> partitions = Files.list(kafkaFolder)) {
            for (Path partition : partitions
                    .filter(path -> path.getFileName().toString().matches(topic.replace(".", "\\.") + "-\\d+"))
                    .toList()) {
                try (Stream<Path> segments = Files.list(partition)) {
                    for (Path segment : segments.filter(path -> path.toString().endsWith(".log"))
                            .toList()) {
                        count(ByteBuffer.wrap(Files.readAllBytes(segment)), batches);
                    }
                }
            }
        }
        return batches;
    }

    private static void count(ByteBuffer segment, Map<String, Integer> batches) {
        int at = 0;
        while (at + OFFSET_AND_LENGTH < segment.limit()) {
            int attributes = segment.getShort(at + ATTRIBUTES_AT);
            if ((attributes & CONTROL_BIT) == 0) {
                batches.merge(CODECS.get(attributes & CODEC_BITS), 1, Integer::sum);
            }
            at += OFFSET_AND_LENGTH + segment.getInt(at + LENGTH_AT);
        }
    }
}
