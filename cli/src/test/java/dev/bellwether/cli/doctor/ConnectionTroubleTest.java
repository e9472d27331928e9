package dev.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class ConnectionTroubleTest {

    /** A quotation mark in the wrong place makes Kafka's parser repeat what follows: here, a password. */
    @Test
    void wordsOfTheParserOfPasswords_areNotRepeated() {
        KafkaException trouble = catchThrowableOfType(
                KafkaException.class,
                () -> Admin.create(Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"m\" CANARY;")));

        assertThat(trouble).hasStackTraceContaining("CANARY");
        assertThat(ConnectionTrouble.of(trouble).toString())
                .contains("kafka client")
                .doesNotContain("CANARY");
    }
}
