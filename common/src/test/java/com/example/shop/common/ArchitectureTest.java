package com.example.shop.common;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.example.shop.common.inbox.EventHandler;
import com.example.shop.common.outbox.Outbox;
import com.example.shop.common.problem.ProblemException;
import com.example.shop.common.problem.ProblemType;
import com.example.shop.common.problem.PlatformProblem;
import com.example.shop.common.security.Audit;
import com.example.shop.common.security.Caller;
import com.example.shop.common.security.Roles;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/// Who may know whom inside `common`. A rule that matches no class fails.
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    static final String ROOT = "com.example.shop.common";

    @ArchTest
    static final ArchRule contracts_are_plain_java = classes().that()
        .resideInAPackage(ROOT + ".contracts..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".contracts..", "java..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule messaging_knows_the_contracts_alone = classes().that()
        .resideInAPackage(ROOT + ".messaging..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(others("contracts", "messaging"));

    @ArchTest
    static final ArchRule the_outbox_does_not_know_the_inbox = knowsNot("outbox", "inbox");

    @ArchTest
    static final ArchRule the_inbox_does_not_know_the_outbox = knowsNot("inbox", "outbox");

    /// Their endpoints for operators need a role, pages and problems; nothing else in
    /// them does.
    @ArchTest
    static final ArchRule only_the_operators_endpoints_of_outbox_and_inbox_know_more = classes().that()
        .resideInAnyPackage(ROOT + ".outbox..", ROOT + ".inbox..")
        .and()
        .haveSimpleNameNotEndingWith("Controller")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(others("contracts", "messaging", "outbox", "inbox"));

    @ArchTest
    static final ArchRule problem_stands_alone = alone("problem");

    @ArchTest
    static final ArchRule security_stands_alone = alone("security");

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
    static void the_face_of_security_is_small(JavaClasses all) {
        assertThat(face(all, "security"))
            .containsExactlyInAnyOrderElementsOf(names(Audit.class, Caller.class, Roles.class));
    }

    @ArchTest
    static void outbox_and_inbox_show_one_half_of_the_pair_each(JavaClasses all) {
        assertThat(face(all, "outbox")).containsExactlyInAnyOrderElementsOf(names(Outbox.class));
        assertThat(face(all, "inbox")).containsExactlyInAnyOrderElementsOf(names(EventHandler.class));
    }

    private static ArchRule alone(String name) {
        return classes().that()
            .resideInAPackage(ROOT + "." + name + "..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(others(name));
    }

    private static ArchRule knowsNot(String one, String other) {
        return noClasses().that()
            .resideInAPackage(ROOT + "." + one + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "." + other + "..");
    }

    private static String[] others(String... known) {
        Set<String> others = new TreeSet<>(
                Set.of("contracts", "messaging", "outbox", "inbox", "problem", "security", "paging", "idempotency"));
        others.removeAll(Set.of(known));
        return others.stream().map((name) -> ROOT + "." + name + "..").toArray(String[]::new);
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
        return java.util.Arrays.stream(types).map(Class::getName).collect(Collectors.toSet());
    }

}
