package dev.bellwether.verification.deployment;

import dev.bellwether.facts.DeploymentSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The last deployment of a service that ended: it may still be rolled back, and a late announcement may still mean it.
 *
 * @param announced whether somebody outside spoke of it
 * @param rolledBack whether it was rolled back or superseded, so that a roll-back says nothing new
 */
record EndedDeployment(
        String id,
        String version,
        String baselineVersion,
        long startedAt,
        DeploymentSource source,
        boolean announced,
        boolean rolledBack,
        Takeover takeover) {

    static EndedDeployment from(OpenDeployment open, boolean rolledBack) {
        return new EndedDeployment(
                open.id(),
                open.version(),
                open.baselineVersion(),
                open.startedAt(),
                open.source(),
                open.announced(),
                rolledBack,
                open.takeover());
    }

    EndedDeployment withAnnounced() {
        return new EndedDeployment(id, version, baselineVersion, startedAt, source, true, rolledBack, takeover);
    }

    EndedDeployment withRolledBack() {
        return new EndedDeployment(id, version, baselineVersion, startedAt, source, announced, true, takeover);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(id);
        out.writeUTF(version);
        out.writeUTF(baselineVersion);
        out.writeLong(startedAt);
        out.writeUTF(source.name());
        out.writeBoolean(announced);
        out.writeBoolean(rolledBack);
        takeover.writeTo(out);
    }

    static EndedDeployment readFrom(DataInput in) throws IOException {
        return new EndedDeployment(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                DeploymentSource.valueOf(in.readUTF()),
                in.readBoolean(),
                in.readBoolean(),
                Takeover.readFrom(in));
    }
}
