package dev.bellwether.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-zA-Z.]+)` \\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void configurationTable_hasEveryFieldWithItsDefault() throws IOException, ReflectiveOperationException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("## Configuration"), readme.indexOf("## Self-metrics"));
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        Map<String, String> defaults = new TreeMap<>();
        flatten("", AlertingConfig.DEFAULT, defaults);
        assertThat(documented).isEqualTo(defaults);
    }

    private static void flatten(String prefix, Record config, Map<String, String> into)
            throws ReflectiveOperationException {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(config);
            if (value instanceof Record part) {
                flatten(prefix + component.getName() + ".", part, into);
            } else {
                into.put(prefix + component.getName(), String.valueOf(value));
            }
        }
    }
}
