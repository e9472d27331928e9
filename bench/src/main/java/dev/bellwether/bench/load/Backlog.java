package dev.bellwether.bench.load;

/**
 * Requests that were due and were never sent.
 *
 * @param unsent for which there was no room, since too many others had no answer
 * @param overdue for which there was room: the generator was too slow
 */
record Backlog(long unsent, long overdue) {

    static final Backlog NONE = new Backlog(0, 0);
}
