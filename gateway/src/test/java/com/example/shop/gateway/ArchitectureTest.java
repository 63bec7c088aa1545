package com.example.shop.gateway;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packagesOf = GatewayApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HERE = "com.example.shop.gateway";

    @ArchTest
    static final ArchRule the_gateway_knows_no_service_no_broker_and_no_database = noClasses().that()
        .resideInAPackage(HERE + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.example.shop.order..", "com.example.shop.inventory..",
                "org.apache.kafka..", "org.springframework.kafka..", "java.sql..", "javax.sql..",
                "com.example.shop.common.contracts..", "com.example.shop.common.messaging..",
                "com.example.shop.common.outbox..", "com.example.shop.common.inbox.."));

    @ArchTest
    static final ArchRule nobody_knows_the_issuer = noClasses().that()
        .resideOutsideOfPackage(HERE + ".issuer..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HERE + ".issuer..");

    @ArchTest
    static final ArchRule the_issuer_knows_nobody = noClasses().that()
        .resideInAPackage(HERE + ".issuer..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(HERE + "..")
            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(HERE + ".issuer.."))));

    @ArchTest
    static final ArchRule only_routes_put_the_pieces_together_only_access_applies_limits_and_only_resilience_sets_deadlines = slices()
        .matching(HERE + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAnyPackage(HERE + ".routes"),
                resideInAnyPackage(HERE + ".cache", HERE + ".exchange", HERE + ".resilience"))
        .ignoreDependency(resideInAnyPackage(HERE + ".access"), resideInAnyPackage(HERE + ".limits"))
        .ignoreDependency(resideInAnyPackage(HERE + ".resilience", HERE + ".cache"),
                resideInAnyPackage(HERE + ".exchange"));

    @ArchTest
    static final ArchRule only_the_face_of_a_package_is_public = classes().that()
        .resideInAPackage(HERE + ".*..")
        .and()
        .arePublic()
        .should()
        .haveSimpleName("ResponseCache")
        .orShould()
        .haveSimpleName("WholeExchange")
        .orShould()
        .haveSimpleName("ExchangeProperties")
        .orShould()
        .haveSimpleName("Deadline")
        .orShould()
        .haveSimpleName("RateLimits")
        .orShould()
        .haveSimpleName("Resilience");

    private ArchitectureTest() {
    }

}
