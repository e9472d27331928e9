package dev.bellwether.schemas;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the classes generated from our own schemas may be made when a record is read or a builder fills in a
 * default. Avro refuses all classes that it was not told about, and the ways it offers are a system property, which every
 * process and test would have to set, and a call that must come before the first use of any generated class. Each generated
 * class makes a data model as it is initialised, and each data model looks for conversions with {@link
 * java.util.ServiceLoader}: so this one is found in time, wherever the jar is. It converts nothing.
 */
public final class TrustedFacts extends Conversion<TrustedFacts> {

    private static final String FACTS = "dev.bellwether.facts";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(FACTS)));
    }

    @Override
    public Class<TrustedFacts> getConvertedType() {
        return TrustedFacts.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "bellwether-trusted-facts";
    }
}
