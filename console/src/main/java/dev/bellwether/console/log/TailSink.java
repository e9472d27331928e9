package dev.bellwether.console.log;

/** Where the lines of a tail go. Called by one thread. */
public interface TailSink {

    /**
     * The tail stands where it should begin: whatever is written to the topic from now on will be seen.
     *
     * @return false where nobody listens any longer
     */
    boolean begin();

    /**
     * Passes on whole lines, and returns when there is room for more.
     *
     * @return false where nobody listens any longer
     * @throws InterruptedException if the thread was interrupted while it waited for room
     */
    boolean write(String lines) throws InterruptedException;

    /** Makes {@link #write} return false, also one that waits now. Called by any thread. */
    void stop();

    /** All was passed on. */
    void end();

    /** Nothing more will come, because something went wrong. */
    void fail(Throwable cause);
}
