package dev.bellwether.cli.doctor;

import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.node.OutsideCluster;
import dev.bellwether.schemas.FactSchemas;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;

/** Whether each registry answers, and takes or has the schemas of all facts. */
final class RegistryCheck {

    static final String NAME = "schema registry";
    static final String SCHEMAS = "schemas";

    private final OutsideCluster cluster;
    private final Duration patience;

    RegistryCheck(OutsideCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        boolean asked = false;
        for (URI uri : cluster.registry().uris()) {
            SchemaRegistry registry = new HttpSchemaRegistry(
                    cluster.registry().withUris(uri).withAttempts(1).withTimeout(patience));
            String shown = Secrets.hidden(uri.toString());
            try {
                int subjects = registry.subjects().size();
                findings.add(Finding.ok(NAME, shown + " answers, and has " + subjects + " subjects"));
                if (!asked) {
                    findings.addAll(schemas(registry));
                    asked = true;
                }
            } catch (SchemaRegistryException e) {
                findings.add(trouble(shown, e));
            }
        }
        if (!asked) {
            findings.add(Finding.skipped(SCHEMAS, "no registry answers"));
        }
        return findings;
    }

    private static Finding trouble(String registry, SchemaRegistryException trouble) {
        String said = String.valueOf(trouble.getMessage());
        String advice = switch (trouble.status()) {
            case 401, 403 ->
                "check " + Settings.REGISTRY_CREDENTIALS.key() + " or " + Settings.REGISTRY_TOKEN.key()
                        + ", and what the registry allows them";
            case 404 ->
                "check the path in " + Settings.REGISTRY_URL.key() + ": Apicurio has the API under /apis/ccompat/v7";
            default ->
                trouble.getCause() instanceof SSLException
                        ? "check " + Settings.REGISTRY_CA.key() + ", and whether " + Settings.REGISTRY_URL.key()
                                + " is to begin with https"
                        : "check " + Settings.REGISTRY_URL.key() + ", and that a registry runs there";
        };
        return Finding.problem(NAME, said.contains(registry) ? said : registry + ": " + said, advice);
    }

    private List<Finding> schemas(SchemaRegistry registry) {
        List<Finding> findings = new ArrayList<>();
        int known = 0;
        int fresh = 0;
        for (Topic topic : cluster.topics().all()) {
            for (var fact : topic.facts()) {
                Schema schema = FactSchemas.of(fact);
                String subject = topic.subject(schema);
                if (registry.lookup(subject, schema).isPresent()) {
                    known++;
                } else if (registry.isCompatible(subject, schema)) {
                    fresh++;
                } else {
                    findings.add(Finding.problem(
                            SCHEMAS,
                            subject
                                    + " has versions that this Bellwether's schema does not follow: another program uses the"
                                    + " subject, or a newer Bellwether has been here",
                            "run the newer Bellwether, or choose another " + Settings.TOPIC_PREFIX.key()));
                }
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    SCHEMAS, known + " registered" + (fresh == 0 ? "" : "; " + fresh + " to be registered")));
        }
        return findings;
    }
}
