package dev.bellwether.alerting.rulefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.FileVersion;
import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.alerting.rulebook.UnansweredRulesException;
import dev.bellwether.alerting.rulefile.Publication.Published;
import dev.bellwether.alerting.rulefile.Publication.Reason;
import dev.bellwether.alerting.rulefile.Publication.Refused;
import dev.bellwether.alerting.rulefile.Publication.Unchanged;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes versions of rule files to {@code bellwether.rules}, by file. A file with any problem is refused whole, with every problem, and what
 * stood before stands; a version that says what the newest one says is not written.
 *
 * <p>One thing after the other, on one thread: each change is held against what this process wrote before it. Against what others write at the
 * same moment it is not; the last one counts then.
 */
public final class RulePublisher implements AutoCloseable {

    /** Most bytes of a file: it has to fit into a record, and producers and topics take 1 MiB with all that is around it. */
    public static final int MAX_TEXT_BYTES = 1_000_000;

    private static final int MAX_WAITING = 64;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final Topic topic;
    private final FactCodec codec;
    private final RuleReading reading;
    private final Duration lead;
    private final Supplier<Optional<Rulebook>> read;

    /** What this process wrote last of each file, which it may not have read yet. */
    private final Map<String, FileVersion> written = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor writers = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), RulePublisher::thread);

    /**
     * A publisher.
     *
     * @param client properties for every Kafka client
     * @param config how files are read, and how long after it was appended a version takes effect
     * @param read what stands on the topic; empty as long as not all of it was read
     */
    public static RulePublisher open(
            Map<String, Object> client,
            Topics topics,
            FactCodec codec,
            RulebookConfig config,
            Supplier<Optional<Rulebook>> read) {
        return new RulePublisher(producer(client), topics, codec, config, read);
    }

    RulePublisher(
            Producer<byte[], byte[]> producer,
            Topics topics,
            FactCodec codec,
            RulebookConfig config,
            Supplier<Optional<Rulebook>> read) {
        this.producer = requireNonNull(producer, "producer");
        this.topic = topics.rules();
        this.codec = requireNonNull(codec, "codec");
        this.reading = new RuleReading(config);
        this.lead = config.lead();
        this.read = requireNonNull(read, "read");
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rule-publisher");
        thread.setDaemon(true);
        return thread;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "bellwether-rule-publisher");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The rules as far as they have been read, and what this process wrote; empty as long as not all that stood there was read. */
    public Optional<Rulebook> known() {
        return read.get().map(book -> {
            Rulebook more = book;
            for (FileVersion mine : written.values()) {
                more = more.with(mine);
            }
            return more;
        });
    }

    /**
     * Puts a file into the place of the one of its name, if there is one.
     *
     * @return what became of it; or {@link NotPublishedException} if the broker or the registry does not take it in time, or too many wait
     */
    public CompletableFuture<Publication> apply(String file, String text) {
        return queued(() -> applyNow(new RuleText(file, text), Origin.API));
    }

    /** Ends a file. @return as for {@link #apply} */
    public CompletableFuture<Publication> remove(String file) {
        return queued(() -> removeNow(file, Origin.API));
    }

    /**
     * Makes the files that the configuration names what it names: takes those over that somebody applied under one of these names, and ends
     * those that it named once.
     *
     * @param texts by name
     * @return what became of each; or as for {@link #apply}
     */
    public CompletableFuture<List<Publication>> configure(Map<String, String> texts) {
        return queued(() -> {
            List<Publication> publications = new ArrayList<>();
            texts.forEach((file, text) -> publications.add(applyNow(new RuleText(file, text), Origin.FILES)));
            for (FileVersion version : known().orElse(Rulebook.EMPTY).newest()) {
                if (version.origin() == Origin.FILES && !texts.containsKey(version.file())) {
                    publications.add(removeNow(version.file(), Origin.FILES));
                }
            }
            return publications;
        });
    }

    private <T> CompletableFuture<T> queued(Supplier<T> change) {
        try {
            return CompletableFuture.supplyAsync(change, writers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new NotPublishedException("too many changes of rule files wait to be written", e));
        }
    }

    private Publication applyNow(RuleText wanted, Origin origin) {
        String file = wanted.file();
        List<String> names = RuleText.nameProblems(file);
        if (!names.isEmpty()) {
            return new Refused(file, Reason.MALFORMED, names);
        } else if (wanted.text().isEmpty() && origin == Origin.API) {
            return new Refused(file, Reason.MALFORMED, List.of(file + ": is empty; remove it to end its rules"));
        } else if (wanted.isTooLarge()) {
            return new Refused(file, Reason.TOO_LARGE, List.of(wanted.tooLarge(file)));
        }
        List<String> problems = wanted.problems(reading, file);
        if (!problems.isEmpty()) {
            return new Refused(file, Reason.MALFORMED, problems);
        }
        return write(version(wanted, 0, origin));
    }

    private Publication removeNow(String file, Origin origin) {
        Optional<Rulebook> known = known();
        boolean stands = known.flatMap(book -> book.newest(file))
                .filter(version -> !version.isRemoval())
                .isPresent();
        return known.isPresent() && !stands
                ? new Refused(file, Reason.UNKNOWN, List.of("there is no rule file \"" + file + "\""))
                : write(RuleReading.removal(file, 0, origin));
    }

    private Publication write(FileVersion wanted) {
        Optional<Rulebook> known = known();
        if (known.isEmpty()) {
            return new Refused(
                    wanted.file(),
                    Reason.NOT_LOADED,
                    List.of("starting: the rules that stand on " + topic + " are still being read"));
        }
        Optional<FileVersion> newest = known.get().newest(wanted.file());
        if (newest.isEmpty() && wanted.isRemoval()) {
            return new Unchanged(wanted); // a file without rules
        }
        if (newest.filter(version -> version.origin() == wanted.origin() && version.saysTheSameAs(wanted))
                .isPresent()) {
            return new Unchanged(newest.get());
        }
        if (wanted.origin() == Origin.API
                && newest.filter(version -> version.origin() == Origin.FILES && !version.isRemoval())
                        .isPresent()) {
            return new Refused(
                    wanted.file(),
                    Reason.CONFIGURED,
                    List.of("\"" + wanted.file() + "\" is one of alerting.rules.files: change it there"));
        }
        long since = append(wanted) + lead.toMillis();
        FileVersion version = wanted.isRemoval()
                ? RuleReading.removal(wanted.file(), since, wanted.origin())
                : version(new RuleText(wanted.file(), wanted.text()), since, wanted.origin());
        FileVersion stands = known.get().with(version).newest(version.file()).orElseThrow();
        written.put(stands.file(), stands);
        return new Published(stands);
    }

    private FileVersion version(RuleText text, long since, Origin origin) {
        try {
            return reading.read(text.file(), text.text(), since, origin);
        } catch (MalformedFileException | UnansweredRulesException e) {
            throw new IllegalStateException("what had no problems has some now", e);
        }
    }

    /** Its append time. */
    private long append(FileVersion version) {
        RuleFileVersion fact = RuleFileVersion.newBuilder()
                .setFile(version.file())
                .setText(version.text())
                .setRemoved(version.isRemoval())
                .setLeadMillis(lead.toMillis())
                .setOrigin(version.origin() == Origin.FILES ? "files" : "api")
                .build();
        try {
            byte[] key = version.file().getBytes(UTF_8);
            return producer.send(new ProducerRecord<>(topic.name(), key, codec.encode(topic, fact)))
                    .get()
                    .timestamp();
        } catch (ExecutionException e) {
            throw notPublished(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notPublished(e);
        } catch (RuntimeException e) { // Kafka's, and the registry's
            throw notPublished(e);
        }
    }

    private NotPublishedException notPublished(Throwable cause) {
        return new NotPublishedException("topic " + topic + " could not be written: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        writers.shutdownNow();
        producer.close(Duration.ofSeconds(2));
    }
}
