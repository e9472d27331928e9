package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanarySettingsTest {

    /** Whoever adds a setting that takes any text has to say whether it may hold a secret, and to have it tried. */
    @Test
    void settingsThatTakeAnAddressWithAPassword_orAFile_areTried_orPublic(@TempDir Path folder) throws IOException {
        Set<Setting<?>> known =
                new HashSet<>(new CanarySettings(folder).secrets().keySet());
        assertThat(known).doesNotContainAnyElementsOf(CanarySettings.PUBLIC);
        known.addAll(CanarySettings.PUBLIC);
        // ITCanaries tries these where a process has no registry of its own
        known.addAll(Set.of(
                Settings.REGISTRY_URL, Settings.REGISTRY_CREDENTIALS, Settings.REGISTRY_TOKEN, Settings.REGISTRY_KEY));

        assertThat(Settings.all().stream().filter(setting -> takes(setting, CanarySettings.NOBODY)))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static boolean takes(Setting<?> setting, String text) {
        try {
            setting.kind().parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
