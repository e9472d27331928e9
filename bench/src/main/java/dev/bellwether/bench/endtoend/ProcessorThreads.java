package dev.bellwether.bench.endtoend;

import java.util.regex.Pattern;

/**
 * The threads of the fold of spans and of the windows, by their names: those of Kafka Streams and of its clients. RocksDB's own threads
 * are native and serve all applications, so they are not among them.
 */
final class ProcessorThreads {

    /** An application's name begins a thread's, or that of its client, or ends that of its group; {@code fold-logs} is another one. */
    private static final Pattern NAME = Pattern.compile("(?:^|[ .])(?:fold|red-windows)(?:$|-[A-Z]|-admin)");

    private ProcessorThreads() {}

    static boolean include(String thread) {
        return NAME.matcher(thread).find();
    }
}
