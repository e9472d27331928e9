package dev.bellwether.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what has no time of its own: so long that a machine with too much to do still gets there. JUnit finds this by itself
 * wherever this module is on the class path.
 */
public final class Patience implements BeforeAllCallback {

    static final Duration DEFAULT = Duration.ofMinutes(1);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(DEFAULT);
    }
}
