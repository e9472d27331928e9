package dev.bellwether.telemetry.otlp;

/**
 * A message that items lie in while a request is split: the request, a resource's or scope's messages, a metric and its
 * data. One object for each level of these, reused for every message there.
 */
final class Envelope {

    MessageType type = MessageType.SCALAR;
    /** Tag of the field that it stands in; 0 for the request. */
    int tag;
    /** Where its bytes are: more than one range where protobuf would merge several messages. */
    final Ranges body = new Ranges();
    /** Of those, all fields that items do not lie in: what every part repeats. */
    final Ranges header = new Ranges();
    /** Whether it has been opened in the present part. */
    boolean open;
    /** In the present part: its bytes so far, without a message in it that is still open. */
    int size;
    /** Where the present part remembers that it was opened. */
    int openedAt;
}
