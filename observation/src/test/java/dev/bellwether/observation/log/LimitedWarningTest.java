package dev.bellwether.observation.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class LimitedWarningTest {

    private final Lines lines = new Lines();
    private long nanos = Long.MAX_VALUE - 5; // System.nanoTime() may overflow between two warnings
    private final LimitedWarning warning = new LimitedWarning(lines, Duration.ofNanos(10), () -> nanos);

    @Test
    void firstWarning_isSaidAtOnce() {
        warning.warn("{} is away", "registry");

        assertThat(lines.said).containsExactly("registry is away");
    }

    @Test
    void warningsWithinTheInterval_areCounted_andToldWithTheNext() {
        warning.warn("away {}", 1);
        nanos += 9;
        warning.warn("away {}", 2);
        warning.warn("away {}", 3);
        nanos += 1;
        warning.warn("away {}", 4);
        nanos += 10;
        warning.warn("away {}", 5);

        assertThat(lines.said).containsExactly("away 1", "[2 more like this since the last one] away 4", "away 5");
    }

    /** What was said, as it would stand in the log. */
    private static final class Lines extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        private final transient List<String> said = new ArrayList<>();

        @Override
        protected String getFullyQualifiedCallerName() {
            return Lines.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            assertThat(level).isEqualTo(Level.WARN);
            said.add(MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
