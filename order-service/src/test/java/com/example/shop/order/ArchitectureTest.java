package com.example.shop.order;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/// Who may know whom inside this service. A rule that matches no class fails.
@AnalyzeClasses(packagesOf = OrderServiceApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "com.example.shop.order";

    private static final String COMMON = "com.example.shop.common";

    private static final DescribedPredicate<JavaClass> SHARED = resideInAnyPackage(ROOT + ".model..", ROOT + ".view..",
            ROOT + ".store..");

    private static final DescribedPredicate<JavaClass> SLICE = resideInAPackage(ROOT + ".*..")
        .and(DescribedPredicate.not(SHARED))
        .as("slices");

    @ArchTest
    static final ArchRule the_model_is_plain_java = classes().that()
        .resideInAPackage(ROOT + ".model..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(ROOT + ".model..", "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule slices_and_the_store_do_not_know_each_other = SlicesRuleDefinition.slices()
        .matching(ROOT + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(ROOT + ".model..", ROOT + ".view.."));

    @ArchTest
    static final ArchRule views_know_the_model_alone = classes().that()
        .resideInAPackage(ROOT + ".view..")
        .should()
        .onlyDependOnClassesThat(
                resideInAnyPackage(ROOT + ".view..", ROOT + ".model..", "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule only_the_store_knows_the_outbox = noClasses().that()
        .resideOutsideOfPackage(ROOT + ".store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMMON + ".outbox..");

    @ArchTest
    static final ArchRule only_the_store_and_lookup_speak_sql = noClasses().that()
        .resideOutsideOfPackages(ROOT + ".store..", ROOT + ".lookup..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", JdbcClient.class.getPackageName() + "..",
                "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule only_handlers_know_the_inbox = noClasses().that(DescribedPredicate.not(handlers()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMMON + ".inbox..");

    @ArchTest
    static final ArchRule contracts_are_for_handlers_and_the_store = noClasses()
        .that(DescribedPredicate.not(handlers()).and(DescribedPredicate.not(resideInAPackage(ROOT + ".store.."))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMMON + ".contracts..");

    @ArchTest
    static final ArchRule nobody_knows_kafka = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..", COMMON + ".messaging..");

    @ArchTest
    static final ArchRule slices_and_the_store_show_nothing = classes().that(SLICE)
        .or(resideInAPackage(ROOT + ".store.."))
        .and()
        .areTopLevelClasses()
        .should()
        .notBePublic();

    /// Handlers are policies, named as sentences.
    private static DescribedPredicate<JavaClass> handlers() {
        return nameMatching(".*\\.[A-Z][A-Za-z]+When[A-Z][A-Za-z]+").as("handlers").forSubtype();
    }

}
