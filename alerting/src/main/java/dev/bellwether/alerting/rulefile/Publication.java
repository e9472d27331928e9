package dev.bellwether.alerting.rulefile;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.FileVersion;
import java.util.List;

/** What became of a rule file that somebody wanted to change. */
public sealed interface Publication {

    /** Name of the file. */
    String file();

    /** It says that already. @param version the one that stands */
    record Unchanged(FileVersion version) implements Publication {

        public Unchanged {
            requireNonNull(version, "version");
        }

        @Override
        public String file() {
            return version.file();
        }
    }

    /** It is on the log. @param version with the log time at which it takes effect; a removal where the file ends */
    record Published(FileVersion version) implements Publication {

        public Published {
            requireNonNull(version, "version");
        }

        @Override
        public String file() {
            return version.file();
        }
    }

    /**
     * Nothing was written, and what stood before stands.
     *
     * @param why the kind of what is wrong
     * @param problems all that is wrong, each in a line with its place
     */
    record Refused(String file, Reason why, List<String> problems) implements Publication {

        public Refused {
            requireNonNull(file, "file");
            requireNonNull(why, "why");
            problems = List.copyOf(problems);
        }
    }

    /** Why nothing was written. */
    enum Reason {
        /** The name or the text cannot be used. */
        MALFORMED,
        /** It does not fit into a record. */
        TOO_LARGE,
        /** The configuration of a process names the file, and has the last word on it. */
        CONFIGURED,
        /** There is no such file to be removed. */
        UNKNOWN,
        /** What stands on the topic has not been read yet. */
        NOT_LOADED
    }
}
