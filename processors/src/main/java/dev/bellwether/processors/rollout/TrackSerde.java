package dev.bellwether.processors.rollout;

import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.rollout.RolloutTrack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Tracks in their store. */
final class TrackSerde {

    private TrackSerde() {}

    @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is what is not there
    static Serde<RolloutTrack> serde() {
        return Serdes.serdeFrom(
                (topic, track) -> track == null ? null : write(track),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(RolloutTrack track) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(track, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable RolloutTrack read(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(RolloutTrack track, DataOutput out) throws IOException {
        out.writeUTF(track.version());
        out.writeUTF(track.previousVersion());
        out.writeBoolean(track.open());
        out.writeInt(track.replicas().wanted());
        out.writeInt(track.replicas().updated());
        out.writeInt(track.replicas().ready());
        out.writeInt(track.replicas().old());
    }

    private static RolloutTrack read(DataInput in) throws IOException {
        return new RolloutTrack(
                in.readUTF(),
                in.readUTF(),
                in.readBoolean(),
                new Replicas(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
    }
}
