package com.example.shop.common;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.example.shop.common.idempotency.Idempotency;
import com.example.shop.common.idempotency.IdempotencyKey;
import com.example.shop.common.inbox.DeadLetterReplay;
import com.example.shop.common.inbox.DeadLetters;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.common.outbox.ParkedEvents;
import com.example.shop.common.outbox.SentEvents;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemType;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import com.example.shop.localplatform.infrastructure.Infrastructure;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

/// Who may know whom inside `common`. A rule that matches no class fails, and so does one whose target does not exist.
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "com.example.shop.common";

    private static final String SHOP = "com.example.shop..";

    @ArchTest
    static final ArchRule contracts_are_plain_java = classes().that()
        .resideInAPackage(ROOT + ".contracts..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".contracts..", "java..", "org.jspecify.annotations..");

    /// The whole table: a package that is missing here, or that names one it does not
    /// need, fails.
    private static final Map<String, Set<String>> KNOWS = Map.of("contracts", Set.of(), //
            "messaging", Set.of("contracts"), //
            "outbox", Set.of("contracts", "messaging"), //
            "inbox", Set.of("contracts", "messaging"), //
            "operations", Set.of("inbox", "messaging", "outbox", "paging", "problem", "security"), //
            "idempotency", Set.of("problem"), //
            "paging", Set.of(), //
            "problem", Set.of(), //
            "security", Set.of());

    @ArchTest
    static void each_package_knows_those_it_needs_and_no_others(JavaClasses all) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : all) {
            packageOf(type).filter((_) -> !type.getSimpleName().equals("package-info"))
                .ifPresent((name) -> found.computeIfAbsent(name, (_) -> new TreeSet<>())
                    .addAll(type.getDirectDependenciesFromSelf()
                        .stream()
                        .flatMap((dependency) -> packageOf(dependency.getTargetClass()).stream())
                        .filter((other) -> !other.equals(name))
                        .toList()));
        }

        assertThat(found).containsExactlyInAnyOrderEntriesOf(KNOWS);
    }

    @Test
    void the_local_platform_knows_no_other_module() {
        String localPlatform = packageOf(Infrastructure.class).replace(".infrastructure", "");
        JavaClasses all = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(localPlatform.replace("..", ""));

        classes().should()
            .onlyDependOnClassesThat(resideInAPackage(localPlatform).or(resideOutsideOfPackage(SHOP)))
            .check(all);
    }

    @ArchTest
    static final ArchRule auto_configurations_are_not_public = classes().that()
        .areAnnotatedWith(AutoConfiguration.class)
        .should()
        .notBePublic();

    @ArchTest
    static void the_face_of_problem_is_small(JavaClasses all) {
        assertThat(face(all, "problem")).containsExactlyInAnyOrderElementsOf(names(ProblemType.class,
                PlatformProblem.class, ProblemException.class, ProblemException.FieldError.class));
    }

    @ArchTest
    static void the_face_of_idempotency_is_small(JavaClasses all) {
        assertThat(face(all, "idempotency"))
            .containsExactlyInAnyOrderElementsOf(names(Idempotency.class, IdempotencyKey.class));
    }

    @ArchTest
    static void the_face_of_security_is_small(JavaClasses all) {
        assertThat(face(all, "security"))
            .containsExactlyInAnyOrderElementsOf(names(Audit.class, Caller.class, Roles.class));
    }

    @ArchTest
    static void outbox_and_inbox_show_one_half_of_the_pair_each_and_what_operators_need(JavaClasses all) {
        assertThat(face(all, "outbox")).containsExactlyInAnyOrderElementsOf(
                names(Outbox.class, SentEvents.class, ParkedEvents.class, ParkedEvents.ParkedEvent.class));
        assertThat(face(all, "inbox")).containsExactlyInAnyOrderElementsOf(names(EventHandler.class, DeadLetters.class,
                DeadLetters.DeadLetter.class, DeadLetters.Found.class, DeadLetters.Place.class, DeadLetterReplay.class,
                DeadLetterReplay.Replayed.class, DeadLetterReplay.ReplayInProgress.class));
    }

    private static String packageOf(Class<?> type) {
        return type.getPackageName() + "..";
    }

    /// The name behind the root, such as `outbox`; empty for the root itself, which is
    /// for all, and for a class of somebody else.
    private static Optional<String> packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? Optional.of(name.substring(ROOT.length() + 1).split("\\.")[0])
                : Optional.empty();
    }

    private static Set<String> face(JavaClasses all, String name) {
        return all.stream()
            .filter((type) -> type.getPackageName().equals(ROOT + "." + name))
            .filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC)
                    && !type.getSimpleName().equals("package-info"))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    }

    private static Set<String> names(Class<?>... types) {
        return Arrays.stream(types).map(Class::getName).collect(Collectors.toSet());
    }

}
