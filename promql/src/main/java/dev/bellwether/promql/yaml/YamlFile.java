package dev.bellwether.promql.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** The first document of a YAML file. */
public final class YamlFile {

    /** The library's own merging of {@code <<} never ends on a mapping that merges itself: {@link YamlMapping} merges. */
    private static final Schema SCHEMA = new CoreSchema() {
        @Override
        public ScalarResolver getScalarResolver() {
            return new CoreScalarResolver(false);
        }
    };

    private YamlFile() {}

    /**
     * The text of a file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedFileException if it is not UTF-8
     */
    public static String read(Path file) throws IOException, MalformedFileException {
        return decode(file.toString(), Files.readAllBytes(file));
    }

    /**
     * The text of what was read elsewhere.
     *
     * @param file how messages call it
     * @throws MalformedFileException if it is not UTF-8
     */
    public static String decode(String file, byte[] bytes) throws MalformedFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            Problems problems = new Problems();
            problems.add(Place.START, "the file is not UTF-8");
            throw new MalformedFileException(file, problems.sorted());
        }
    }

    /**
     * The root of the first document; empty for an empty file, and where the text is no YAML, or is
     * nested more than 200 levels deep, which is told.
     */
    public static Optional<YamlNode> parse(String text, Problems problems) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(SCHEMA).setUseMarks(true).build();
        try {
            Parser parser = new DepthLimitedParser(new ParserImpl(settings, new StreamReader(settings, text)));
            Iterator<Node> documents = new Composer(settings, parser);
            return documents.hasNext() ? Optional.of(new YamlNode(documents.next(), text)) : Optional.empty();
        } catch (MarkedYamlEngineException malformed) {
            Place place = malformed.getProblemMark().map(YamlFile::place).orElse(Place.START);
            problems.add(place, "not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            problems.add(Place.START, "not YAML: " + malformed.getMessage());
        }
        return Optional.empty();
    }

    static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
