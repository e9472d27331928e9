package dev.bellwether.console.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LetterBoxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final LetterQuery ALL = new LetterQuery("", "", "", Optional.empty(), Set.of());

    /** Nobody listens on that port: the first question would take its whole patience, and the others wait for it. */
    private final LetterBox box = new LetterBox(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            Topics.standard(),
            LetterLimits.STANDARD,
            new SimpleMeterRegistry());

    @Test
    void questionsThatWaitWhenItCloses_areRefused() {
        CompletableFuture<Found> asked = box.find(ALL);
        List<CompletableFuture<Found>> waiting = List.of(box.find(ALL), box.find(ALL));

        box.close();

        assertThat(asked).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(LettersException.class);
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each)
                        .failsWithin(PATIENCE)
                        .withThrowableThat()
                        .withMessageContaining("the console stops"));
        assertThat(box.find(ALL))
                .as("asked later")
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining("the console stops");
    }
}
