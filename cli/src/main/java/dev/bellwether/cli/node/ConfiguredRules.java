package dev.bellwether.cli.node;

import dev.bellwether.alerting.RulebookFeed;
import dev.bellwether.alerting.rulefile.NotPublishedException;
import dev.bellwether.alerting.rulefile.Publication;
import dev.bellwether.alerting.rulefile.Publication.Published;
import dev.bellwether.alerting.rulefile.Publication.Refused;
import dev.bellwether.alerting.rulefile.RuleFiles;
import dev.bellwether.alerting.rulefile.RuleFilesException;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.edge.StartRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule files that the configuration names, on their way to the topic. */
final class ConfiguredRules {

    private static final Logger log = LoggerFactory.getLogger(ConfiguredRules.class);

    private final RuleFiles files;
    private final Map<String, String> atStart;

    private ConfiguredRules(RuleFiles files, Map<String, String> atStart) {
        this.files = files;
        this.atStart = atStart;
    }

    /**
     * Reads them for the first time.
     *
     * @throws ConfigurationException with all that is wrong with any of them
     */
    static ConfiguredRules read(Parts parts) throws ConfigurationException {
        RuleFiles files = new RuleFiles(parts.ruleFiles(), parts.rules().rulebook());
        try {
            return new ConfiguredRules(files, files.read());
        } catch (RuleFilesException e) {
            throw new ConfigurationException(e.problems());
        }
    }

    /**
     * Puts in place what was read. Waits until it is known what stands there.
     *
     * @throws StartRefusedException if the topic can be neither read nor written
     */
    void publish(RulebookFeed feed, RulePublisher publisher) {
        try {
            feed.current();
            List<String> problems = told(publisher.configure(atStart).join());
            if (!problems.isEmpty()) {
                throw new StartRefusedException("rule files cannot be put in place: " + String.join("; ", problems));
            }
        } catch (IllegalStateException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof NotPublishedException unwritten) {
                throw new StartRefusedException(String.valueOf(unwritten.getMessage()), unwritten);
            }
            throw e;
        }
    }

    /** Reads them again, and puts them in place unless anything is wrong with any of them, which is the answer then. */
    CompletableFuture<List<String>> reload(RulePublisher publisher) {
        try {
            return publisher.configure(files.read()).thenApply(ConfiguredRules::told);
        } catch (RuleFilesException e) {
            log.info(
                    "Rule files stay as they are: {} problems in what the configuration names",
                    e.problems().size());
            return CompletableFuture.completedFuture(e.problems());
        }
    }

    /** Problems. */
    private static List<String> told(List<Publication> publications) {
        List<String> problems = new ArrayList<>();
        for (Publication publication : publications) {
            if (publication instanceof Published published) {
                log.info(
                        "Rule file {} {}",
                        published.file(),
                        published.version().isRemoval() ? "ends" : "is put in place");
            } else if (publication instanceof Refused refused) {
                problems.addAll(refused.problems());
            }
        }
        return problems;
    }
}
