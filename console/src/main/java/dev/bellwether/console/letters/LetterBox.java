package dev.bellwether.console.letters;

import dev.bellwether.console.letters.Letter.Place;
import dev.bellwether.console.letters.ReplayReport.Outcome;
import dev.bellwether.console.letters.ReplayReport.Result;
import dev.bellwether.console.log.Consumers;
import dev.bellwether.observation.meter.Catalogue.Console;
import dev.bellwether.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters: finds them, shows one, and writes them back to where they came from. One question at a time, each with a consumer of
 * its own; a writer is open only while something is written back.
 */
public final class LetterBox implements AutoCloseable {

    private static final int MAX_WAITING = 16;
    private static final String CLOSED = "the console stops";

    private final Supplier<LetterReader> readers;
    private final ReplayProducers producers;
    private final String topic;
    private final ReplayRules rules;
    private final LetterLimits limits;
    private final MeterRegistry meters;

    private final ThreadPoolExecutor questions =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), LetterBox::thread);

    public LetterBox(Map<String, Object> kafka, Topics topics, LetterLimits limits, MeterRegistry meters) {
        Consumers consumers = new Consumers(kafka);
        this.topic = topics.deadLetters().name();
        this.readers = () -> new LetterReader(consumers, topic, limits.patience());
        this.producers = new ReplayProducers(kafka, topics.prefix(), limits.brokerPatience());
        this.rules = new ReplayRules(topics, limits.maxReplays());
        this.limits = limits;
        this.meters = meters;
        for (Outcome outcome : counted()) {
            Console.LETTERS_REPLAYED.counter(meters, outcome.word());
        }
    }

    private static List<Outcome> counted() {
        return List.of(Outcome.REPLAYED, Outcome.REFUSED, Outcome.FAILED, Outcome.UNKNOWN);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "console-letters");
        thread.setDaemon(true);
        return thread;
    }

    /** The letters that a query means. Like all answers here, it ends with a {@link LettersException} where it cannot be had now. */
    public CompletableFuture<Found> find(LetterQuery query) {
        return ask(reader -> find(query, reader));
    }

    /** A letter as it lies on the topic; empty where there is none at that place. */
    public CompletableFuture<Optional<ConsumerRecord<byte[], byte @Nullable []>>> read(Place place) {
        return ask(reader -> reader.readOne(place));
    }

    /** Writes letters back, or says what would be written back. */
    public CompletableFuture<ReplayReport> replay(ReplayOrder order) {
        return ask(reader -> order.dryRun() ? tried(order, reader) : replayed(order, reader));
    }

    private Found find(LetterQuery query, LetterReader reader) {
        LetterCensus census = new LetterCensus(query, limits.maxLetters());
        reader.readAll(query.since(), census);
        return census.found();
    }

    private ReplayReport tried(ReplayOrder order, LetterReader reader) {
        Found found = find(order.query(), reader);
        List<Letter> eligible = eligible(found, order);
        List<Result> results = eligible.stream()
                .limit(order.limit())
                .map(letter ->
                        refusal(letter, found, order).orElseGet(() -> Result.of(letter, Outcome.WOULD_BE_REPLAYED, "")))
                .toList();
        return report(results, eligible, found);
    }

    private ReplayReport replayed(ReplayOrder order, LetterReader reader) {
        // Another one who writes back now is stopped here, so that the marks which are read next are all there will be.
        try (Producer<byte[], byte[]> producer = producers.open()) {
            Found found = find(order.query(), reader);
            Replayer replayer = new Replayer(producer, topic);
            List<Result> results = new ArrayList<>();
            List<Letter> eligible = eligible(found, order);
            for (Letter letter : eligible.subList(0, Math.min(order.limit(), eligible.size()))) {
                Result result = refusal(letter, found, order).orElseGet(() -> replay(letter, reader, replayer));
                Console.LETTERS_REPLAYED
                        .counter(meters, result.outcome().word())
                        .increment();
                results.add(result);
                if (result.outcome() == Outcome.UNKNOWN) {
                    break;
                }
            }
            return report(results, eligible, found);
        }
    }

    private static ReplayReport report(List<Result> results, List<Letter> eligible, Found found) {
        long notHeld = found.total() - found.letters().size();
        return new ReplayReport(results, eligible.size() - results.size() + notHeld);
    }

    /** What is meant of what was found: what was written back already only by force, or where it is named. */
    private static List<Letter> eligible(Found found, ReplayOrder order) {
        return found.letters().stream()
                .filter(letter -> order.force()
                        || !found.isReplayed(letter)
                        || order.query().places().contains(letter.place()))
                .toList();
    }

    private Optional<Result> refusal(Letter letter, Found found, ReplayOrder order) {
        return rules.refusal(letter, found.isReplayed(letter), order.force())
                .map(why -> Result.of(letter, Outcome.REFUSED, why));
    }

    private static Result replay(Letter letter, LetterReader reader, Replayer replayer) {
        return reader.readOne(letter.place())
                .map(record -> replayer.replay(letter, record))
                .orElseGet(() -> Result.of(letter, Outcome.FAILED, "it is not on the topic any more"));
    }

    /** A question to the topic. */
    private interface Question<T> {
        T ask(LetterReader reader);
    }

    private <T> CompletableFuture<T> ask(Question<T> question) {
        Asked<T> asked = new Asked<>(question);
        try {
            questions.execute(asked);
        } catch (RejectedExecutionException e) {
            asked.refuse(questions.isShutdown() ? CLOSED : "too many questions about dead letters wait");
        }
        return asked.answer;
    }

    /** A question whose turn comes, or never does. */
    private final class Asked<T> implements Runnable {

        private final Question<T> question;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        private Asked(Question<T> question) {
            this.question = question;
        }

        @Override
        public void run() {
            try (LetterReader reader = readers.get()) {
                answer.complete(question.ask(reader));
            } catch (KafkaException e) {
                answer.completeExceptionally(
                        new LettersException("the dead letters cannot be read or written back: " + e.getMessage(), e));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        private void refuse(String why) {
            answer.completeExceptionally(new LettersException(why));
        }
    }

    /** Stops what is being read or written; what was begun in a transaction is not seen by anybody. Who waits is refused. */
    @Override
    public void close() {
        questions.shutdownNow().stream()
                .filter(Asked.class::isInstance)
                .forEach(waiting -> ((Asked<?>) waiting).refuse(CLOSED));
    }
}
