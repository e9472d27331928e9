package dev.bellwether.embedded.registry;

/** An answer other than 200: HTTP status, Confluent's {@code error_code}, and a sentence. Carries no stack trace. */
final class RegistryError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private RegistryError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(String subject, int version) {
        return new RegistryError(40402, "Version " + version + " of subject '" + subject + "' not found.");
    }

    static RegistryError schemaNotFound(String what) {
        return new RegistryError(40403, "Schema " + what + " not found.");
    }

    static RegistryError levelNotConfigured(String subject) {
        return new RegistryError(
                40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryError modeNotConfigured(String subject) {
        return new RegistryError(40409, "Subject '" + subject + "' does not have subject-level mode configured");
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(42201, "Invalid schema: " + why);
    }

    static RegistryError invalidVersion(String version) {
        return new RegistryError(
                42202,
                "The specified version '" + version + "' is not a valid version id: expected 1.. or \"latest\".");
    }

    static RegistryError invalidLevel(String level) {
        return new RegistryError(
                42203,
                "Invalid compatibility level '" + level
                        + "': expected NONE, BACKWARD, FORWARD or FULL, each but NONE also with _TRANSITIVE.");
    }

    static RegistryError invalidSubject(String why) {
        return new RegistryError(42208, "The specified subject is not valid: " + why);
    }

    static RegistryError incompatible(String subject, String problems) {
        return new RegistryError(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                        + problems);
    }

    static RegistryError badRequest(String why) {
        return new RegistryError(400, why);
    }

    static RegistryError unsupportedMediaType() {
        return new RegistryError(415, "HTTP 415 Unsupported Media Type: send application/vnd.schemaregistry.v1+json");
    }

    static RegistryError storeFailed(String why) {
        return new RegistryError(50001, "Error in the backend data store: " + why);
    }

    static RegistryError storeTimedOut() {
        return new RegistryError(
                50002, "The backend data store did not answer in time: the change may or may not be made");
    }

    /** Confluent's {@code error_code}: the HTTP status, with two more digits where it tells cases apart. */
    int code() {
        return code;
    }

    int status() {
        return code < 1000 ? code : code / 100;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
