package dev.bellwether.schemas;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.Watermark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/** The record types that stand on topics by themselves. */
final class Facts {

    /** How generated classes are read and written: with {@code java.time.Instant} for times. */
    static final SpecificData MODEL = model();

    private static final List<Schema> SCHEMAS = List.of(
            RedDelta.getClassSchema(),
            Watermark.getClassSchema(),
            RedWindow.getClassSchema(),
            DeploymentEvent.getClassSchema(),
            Verdict.getClassSchema(),
            Alert.getClassSchema());

    private static final Map<String, Schema> BY_NAME =
            SCHEMAS.stream().collect(Collectors.toUnmodifiableMap(Schema::getFullName, schema -> schema));

    private Facts() {}

    /** All of them. */
    static List<Schema> schemas() {
        return SCHEMAS;
    }

    /** Our schema of the type with this full name. */
    static Optional<Schema> schema(String fullName) {
        return Optional.ofNullable(BY_NAME.get(fullName));
    }

    private static SpecificData model() {
        SpecificData model = new SpecificData(Facts.class.getClassLoader());
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        return model;
    }
}
