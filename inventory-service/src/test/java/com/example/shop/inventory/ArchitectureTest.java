package com.example.shop.inventory;

import java.sql.Connection;

import javax.sql.DataSource;

import com.example.shop.common.contracts.Event;
import com.example.shop.common.inbox.EventHandler;
import com.example.shop.common.messaging.EventEnvelope;
import com.example.shop.common.outbox.Outbox;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.apache.kafka.clients.producer.Producer;

import org.springframework.http.HttpEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.implement;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/// The allowed dependencies in this service. A rule that matches no class fails, and so does a rule whose target does not
/// exist.
@AnalyzeClasses(packagesOf = InventoryServiceApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = InventoryServiceApplication.class.getPackageName();

    private static final String MODEL = ROOT + ".model..";

    private static final String VIEW = ROOT + ".view..";

    private static final String STORE = ROOT + ".store..";

    private static final String LOOKUP = ROOT + ".lookup..";

    private static final DescribedPredicate<JavaClass> HANDLERS = implement(EventHandler.class);

    private static final DescribedPredicate<JavaClass> SLICES = resideInAPackage(ROOT + ".*..")
        .and(not(resideInAnyPackage(MODEL, VIEW, STORE)))
        .as("slices");

    @ArchTest
    static final ArchRule the_model_is_plain_java = classes().that()
        .resideInAPackage(MODEL)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(MODEL, "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule views_know_the_model_alone = classes().that()
        .resideInAPackage(VIEW)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(VIEW, MODEL, "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule slices_and_the_store_do_not_know_each_other = SlicesRuleDefinition.slices()
        .matching(ROOT + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAnyPackage(MODEL, VIEW));

    @ArchTest
    static final ArchRule only_the_store_knows_the_outbox = noClasses().that()
        .resideOutsideOfPackage(STORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf(Outbox.class));

    @ArchTest
    static final ArchRule only_the_store_and_lookup_know_sql = noClasses().that()
        .resideOutsideOfPackages(STORE, LOOKUP)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packageOf(Connection.class), packageOf(DataSource.class),
                packagesUnder("org.springframework.jdbc", JdbcClient.class));

    @ArchTest
    static final ArchRule the_store_knows_no_http = noClasses().that()
        .resideInAPackage(STORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packageOf(HttpEntity.class),
                packagesUnder("org.springframework.web", RestController.class));

    @ArchTest
    static final ArchRule only_handlers_know_the_inbox = noClasses().that(not(HANDLERS))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf(EventHandler.class));

    @ArchTest
    static final ArchRule only_handlers_and_the_store_know_the_contracts = noClasses()
        .that(not(HANDLERS).and(not(resideInAPackage(STORE))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(packageOf(Event.class));

    @ArchTest
    static final ArchRule nobody_knows_kafka = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage(packagesUnder("org.apache.kafka", Producer.class),
                packagesUnder("org.springframework.kafka", KafkaTemplate.class), packageOf(EventEnvelope.class));

    @ArchTest
    static final ArchRule handlers_are_named_as_sentences = classes().that(HANDLERS)
        .should()
        .haveNameMatching(".*\\.[A-Z][A-Za-z]+When[A-Z][A-Za-z]+");

    @ArchTest
    static final ArchRule slices_and_the_store_show_nothing = classes().that(SLICES.or(resideInAPackage(STORE)))
        .and()
        .areTopLevelClasses()
        .should()
        .notBePublic();

    private static String packageOf(Class<?> type) {
        return type.getPackageName() + "..";
    }

    /// @param type a class in one of them, because a rule with a misspelt package would
    /// forbid nothing
    private static String packagesUnder(String name, Class<?> type) {
        if (!type.getName().startsWith(name + ".")) {
            throw new IllegalArgumentException(type + " is not in " + name);
        }
        return name + "..";
    }

}
