package dev.bellwether.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The order of the modules, and what stays out of the pure core. Each rule is also held against code that breaks it, so that
 * a rule that has gone blind is found.
 */
class ArchitectureTest {

    /** Bottom to top: each may use those before it. */
    private static final List<Module> MODULES = List.of(
            Module.of("telemetry"),
            Module.of("promql"),
            Module.of("observation"),
            new Module("schemas", List.of("dev.bellwether.schemas..", "dev.bellwether.facts..")),
            Module.of("testing"),
            Module.of("edge"),
            Module.of("embedded"),
            Module.of("ingest"),
            Module.of("kubernetes"),
            Module.of("processors"),
            Module.of("verification"),
            Module.of("alerting"),
            Module.of("notification"),
            Module.of("console"),
            Module.of("demo"),
            Module.of("bench"),
            Module.of("cli"));

    /** Packages without Kafka as a whole. */
    private static final String[] PURE_PACKAGES = {
        "dev.bellwether.telemetry..",
        "dev.bellwether.promql..",
        "dev.bellwether.kubernetes.cluster..",
        "dev.bellwether.kubernetes.directory..",
        "dev.bellwether.kubernetes.rollout..",
        "dev.bellwether.verification.judge..",
        "dev.bellwether.verification.deployment..",
        "dev.bellwether.alerting.lifecycle..",
        "dev.bellwether.alerting.signal..",
        "dev.bellwether.notification.schedule..",
        "dev.bellwether.console.view.."
    };

    /** Packages where the pure core and its shell stand side by side, and the shell is known by its names. */
    private static final String[] MIXED_PACKAGES = {
        "dev.bellwether.processors.admission..",
        "dev.bellwether.processors.enrich..",
        "dev.bellwether.processors.fold..",
        "dev.bellwether.processors.red..",
        "dev.bellwether.processors.time.."
    };

    private static final Pattern SHELL = Pattern.compile(
            "\\w*(Topology|Processor|Partitioner|Serde|Store|StoreCatalogue|RecordEnricher|WindowKey|AdmittedName)"
                    + "|StoredLogClock");

    private static final String[] KAFKA = {"org.apache.kafka..", "org.rocksdb.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellwether");

    private record Module(String name, List<String> packages) {

        static Module of(String name) {
            return new Module(name, List.of("dev.bellwether." + name + ".."));
        }

        String[] patterns() {
            return packages.toArray(String[]::new);
        }
    }

    @Test
    void everyClassBelongsToAModule_andEveryModuleHasClasses() {
        String[] all = packagesOf(MODULES.stream());
        classes().should().resideInAnyPackage(all).check(CLASSES);
        for (Module module : MODULES) {
            assertThat(CLASSES.that(resideInAnyPackage(module.patterns())))
                    .as("classes of %s", module.name())
                    .hasSizeGreaterThan(5);
        }
    }

    @Test
    void modules_dependDownwardsOnly() {
        for (int i = 0; i < MODULES.size() - 1; i++) {
            noneUses(MODULES.get(i), MODULES.subList(i + 1, MODULES.size()).stream())
                    .check(CLASSES);
        }
    }

    @Test
    void modules_upsideDown_areFound() {
        List<String> found = new ArrayList<>();
        for (int i = 1; i < MODULES.size(); i++) {
            if (noneUses(MODULES.get(i), MODULES.subList(0, i).stream())
                    .evaluate(CLASSES)
                    .hasViolation()) {
                found.add(MODULES.get(i).name());
            }
        }
        assertThat(found)
                .contains("embedded", "ingest", "processors", "verification", "alerting", "console", "cli")
                .doesNotContain("demo");
    }

    @Test
    void fixturesOfTests_areUsedByTestsOnly() {
        noneUsesFrom(MODULES.stream().filter(module -> !module.name().equals("testing")), module("testing"))
                .check(CLASSES);
    }

    @Test
    void telemetry_isALibraryOfItsOwn() {
        classes()
                .that()
                .resideInAPackage("dev.bellwether.telemetry..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.bellwether.telemetry..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void promql_isALibraryOfItsOwn() {
        classes()
                .that()
                .resideInAPackage("dev.bellwether.promql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.bellwether.promql..",
                        "java..",
                        "org.jspecify..",
                        "com.google.re2j..",
                        "org.snakeyaml.engine..")
                .check(CLASSES);
    }

    @Test
    void demo_knowsNoOtherModule_andNoKafka() {
        noneUses(
                        module("demo"),
                        MODULES.stream().filter(module -> !module.name().equals("demo")))
                .check(CLASSES);
        withoutKafka("dev.bellwether.demo..").check(CLASSES);
    }

    @Test
    void purePackages_haveNoKafka() {
        for (String pure : PURE_PACKAGES) {
            withoutKafka(pure).check(CLASSES);
        }
        for (String broken : List.of("dev.bellwether.ingest.append..", "dev.bellwether.processors.runtime..")) {
            assertThat(withoutKafka(broken).evaluate(CLASSES).hasViolation())
                    .as("Kafka in %s is seen", broken)
                    .isTrue();
        }
    }

    @Test
    void pureClassesOfTheProcessors_haveNoKafka() {
        for (String mixed : MIXED_PACKAGES) {
            noClasses()
                    .that(resideInAnyPackage(mixed).and(DescribedPredicate.not(SHELL_CLASS)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(KAFKA)
                    .check(CLASSES);
            assertThat(withoutKafka(mixed).evaluate(CLASSES).hasViolation())
                    .as("the shell in %s is what knows Kafka", mixed)
                    .isTrue();
        }
        assertThat(CLASSES.that(resideInAnyPackage(MIXED_PACKAGES).and(DescribedPredicate.not(SHELL_CLASS))).stream()
                        .map(JavaClass::getSimpleName))
                .contains(
                        "Admission",
                        "Enricher",
                        "Fold",
                        "OperationNames",
                        "Sampling",
                        "LogClock",
                        "StallDetector",
                        "RedWindows",
                        "Red");
    }

    @Test
    void rocksDb_isTunedInOnePlace() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("org.rocksdb")))
                        .map(type -> topLevel(type).getFullName())
                        .distinct())
                .containsExactly("dev.bellwether.processors.runtime.RocksSettings");
    }

    @Test
    void pureCore_readsNoClockAndThrowsNoDice() {
        classes()
                .that(resideInAnyPackage(PURE_PACKAGES)
                        .or(resideInAnyPackage(MIXED_PACKAGES))
                        .or(resideInAnyPackage("dev.bellwether.schemas..").and(named("ServiceKey|Versions|FactJson"))))
                .should(neither("reads a clock or throws dice", ArchitectureTest::isClockOrDice))
                .check(CLASSES);
        assertThat(classes()
                        .that()
                        .resideInAPackage("dev.bellwether.demo..")
                        .should(neither("reads a clock", ArchitectureTest::isClockOrDice))
                        .evaluate(CLASSES)
                        .hasViolation())
                .as("the shop's clock is seen")
                .isTrue();
    }

    @Test
    void standardStreams_areTouchedByTheTwoMainsOnly() {
        Set<String> users = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            type.getAccessesFromSelf().stream()
                    .filter(ArchitectureTest::isStandardStream)
                    .forEach(access -> users.add(access.getOrigin().getFullName()));
        }
        assertThat(users)
                .containsExactly(
                        "dev.bellwether.cli.Bellwether.main([Ljava.lang.String;)",
                        "dev.bellwether.demo.ShopMain.main([Ljava.lang.String;)");
    }

    /** OpenTelemetry's exporters log there, and are told to be silent by those who say it themselves. */
    @Test
    void logs_goToSlf4j() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .equals("java.util.logging")))
                        .map(JavaClass::getFullName))
                .containsExactlyInAnyOrder("dev.bellwether.demo.Shop", "dev.bellwether.observation.otlp.Exporters");
    }

    @Test
    void meters_comeFromTheCatalogue() {
        Set<String> makers = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            type.getCodeUnitCallsFromSelf().stream()
                    .filter(call -> isMakingAMeter(call.getTarget()))
                    .forEach(call -> makers.add(topLevel(type).getFullName()));
        }
        assertThat(makers).containsExactly("dev.bellwether.observation.meter.MeterSpec");
    }

    /** A builder of Micrometer's, or a short cut of its registry. */
    private static boolean isMakingAMeter(AccessTarget.CodeUnitCallTarget target) {
        String owner = target.getOwner().getFullName();
        String returned = target.getRawReturnType().getFullName();
        boolean makes = returned.startsWith("io.micrometer.core.instrument.")
                && target.getOwner().getPackageName().equals("io.micrometer.core.instrument");
        return (owner.equals("io.micrometer.core.instrument.MeterRegistry")
                        && Set.of("counter", "gauge", "timer", "summary", "more", "newCounter")
                                .contains(target.getName()))
                || (makes && target.getName().equals("register"));
    }

    private static final DescribedPredicate<JavaClass> SHELL_CLASS = DescribedPredicate.describe(
            "shell", type -> SHELL.matcher(topLevel(type).getSimpleName()).matches());

    private static DescribedPredicate<JavaClass> named(String pattern) {
        return DescribedPredicate.describe(
                "named " + pattern, type -> topLevel(type).getSimpleName().matches(pattern));
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::topLevel).orElse(type);
    }

    private static Module module(String name) {
        return MODULES.stream()
                .filter(module -> module.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ArchRule noneUses(Module module, Stream<Module> others) {
        return noClasses()
                .that()
                .resideInAnyPackage(module.patterns())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(others));
    }

    private static ArchRule noneUsesFrom(Stream<Module> users, Module module) {
        return noClasses()
                .that()
                .resideInAnyPackage(packagesOf(users))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.patterns());
    }

    private static String[] packagesOf(Stream<Module> modules) {
        return modules.flatMap(module -> module.packages().stream()).toArray(String[]::new);
    }

    private static ArchRule withoutKafka(String packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KAFKA);
    }

    private static boolean isClockOrDice(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getFullName();
        String name = target.getName();
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.lang.Math" -> name.equals("random");
            case "java.util.UUID" -> name.equals("randomUUID");
            case "java.util.concurrent.ThreadLocalRandom" -> true;
            case "java.time.InstantSource" -> name.equals("system");
            default ->
                owner.startsWith("java.time.")
                        && (name.equals("now") || name.startsWith("system") || name.equals("tick"));
        };
    }

    private static boolean isStandardStream(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getFullName();
        return (owner.equals("java.lang.System") && Set.of("out", "err").contains(target.getName()))
                || target.getName().equals("printStackTrace");
    }

    private static ArchCondition<JavaClass> neither(String description, Predicate<JavaAccess<?>> forbidden) {
        return new ArchCondition<>("not " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(forbidden)
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }
}
