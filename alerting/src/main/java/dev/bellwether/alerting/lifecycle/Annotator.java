package dev.bellwether.alerting.lifecycle;

import java.util.Map;

/** Says in words for people what a sample means. */
@FunctionalInterface
public interface Annotator {

    /** Annotation name ({@code summary}, {@code description}) to text. They are not part of an alert's identity. */
    Map<String, String> annotate(Sample sample);
}
