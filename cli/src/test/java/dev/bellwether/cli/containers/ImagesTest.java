package dev.bellwether.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ImagesTest {

    @Test
    void imagesAreThoseThatAreShipped() throws IOException {
        assertThat(Files.readString(Images.ROOT.resolve("docker-compose.yml")))
                .contains("image: " + Images.KAFKA + "\n", "image: " + Images.REGISTRY + "\n");
        assertThat(Files.readString(Images.ROOT.resolve("Dockerfile"))).contains("RUNTIME_IMAGE=" + Images.JRE + "\n");
    }
}
