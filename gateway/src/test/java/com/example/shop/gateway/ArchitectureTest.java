package com.example.shop.gateway;

import java.sql.Connection;

import javax.sql.DataSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(packagesOf = GatewayApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PLATFORM = "com.example.shop..";

    private static final String HERE = "com.example.shop.gateway..";

    private static final String PROBLEM = "com.example.shop.common.problem..";

    private static final String ACCESS = "com.example.shop.gateway.access..";

    private static final String FORWARDING = "com.example.shop.gateway.forwarding..";

    private static final String ISSUER = "com.example.shop.gateway.issuer..";

    private static final String LIMITS = "com.example.shop.gateway.limits..";

    private static final String ROUTES = "com.example.shop.gateway.routes..";

    /// And the names of roles, which the compiler copies.
    @ArchTest
    static final ArchRule of_the_platform_the_gateway_knows_only_problems = classes().that()
        .resideInAPackage(HERE)
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(PLATFORM)).or(resideInAnyPackage(HERE, PROBLEM)));

    @ArchTest
    static final ArchRule the_gateway_knows_no_database = noClasses().that()
        .resideInAPackage(HERE)
        .should()
        .dependOnClassesThat(resideInAnyPackage(Connection.class.getPackageName(), DataSource.class.getPackageName()));

    @ArchTest
    static final ArchRule nobody_knows_the_issuer = noClasses().that()
        .resideOutsideOfPackage(ISSUER)
        .should()
        .dependOnClassesThat(resideInAPackage(ISSUER));

    @ArchTest
    static final ArchRule the_issuer_knows_nobody = noClasses().that()
        .resideInAPackage(ISSUER)
        .should()
        .dependOnClassesThat(resideInAPackage(HERE).and(not(resideInAPackage(ISSUER))));

    @ArchTest
    static final ArchRule only_routes_forward_and_only_access_limits = slices()
        .matching("com.example.shop.gateway.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage(ROUTES), resideInAPackage(FORWARDING))
        .ignoreDependency(resideInAPackage(ACCESS), resideInAPackage(LIMITS));

    @ArchTest
    static final ArchRule only_the_face_of_a_package_is_public = classes().that()
        .resideInAPackage("com.example.shop.gateway.*..")
        .and()
        .arePublic()
        .should()
        .haveSimpleName("ResponseCache")
        .orShould()
        .haveSimpleName("ServiceProxy")
        .orShould()
        .haveSimpleName("RateLimits")
        .orShould()
        .haveSimpleName("Resilience");

    /// A rule about a package that does not exist could not be broken.
    @ArchTest
    static void every_package_that_a_rule_names_has_classes(JavaClasses gateway) {
        assertThat(new String[] { HERE, ACCESS, FORWARDING, ISSUER, LIMITS, ROUTES })
            .allSatisfy((name) -> assertThat(gateway.that(resideInAPackage(name))).as(name).isNotEmpty());
        assertThat(gateway).anyMatch((type) -> type.getDirectDependenciesFromSelf()
            .stream()
            .anyMatch((dependency) -> resideInAPackage(PROBLEM).test(dependency.getTargetClass())));
    }

    private ArchitectureTest() {
    }

}
