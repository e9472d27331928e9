package dev.bellwether.cli;

/** What the exit codes of the command mean. 64 to 70 are those of BSD's sysexits. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILURE = 1;

    /** Of {@code verdict await}: {@link #OK} is PASS and {@link #FAILURE} is FAIL there. */
    static final int INCONCLUSIVE = 2;

    /** Of {@code verdict await}: there was no final verdict in time. */
    static final int TIMEOUT = 3;

    /** Of {@code rules check --lint-fatal}: the files are good but for what the lint found. */
    static final int LINT = 3;

    static final int USAGE = 64;

    /** Of {@code verdict await}: the server does not answer. */
    static final int UNAVAILABLE = 69;

    /** Of {@code verdict await}: a fault of Bellwether. */
    static final int INTERNAL = 70;

    private ExitCode() {}

    /** Why a command failed matters to whoever waits for a verdict; elsewhere a failure is a failure. */
    static int of(CommandFailure failure, boolean awaitsVerdict) {
        return awaitsVerdict || failure.exitCode() == USAGE ? failure.exitCode() : FAILURE;
    }
}
