package com.example.shop.localplatform.infrastructure;

import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Runs on whatever infrastructure the build was told to use.
class SharedInfrastructureIT {

    @Test
    void there_is_one_per_jvm() {
        assertThat(Infrastructure.shared()).isSameAs(Infrastructure.shared());
    }

    @Test
    void a_database_is_created_once_and_belongs_to_a_role_of_its_own() throws Exception {
        Database apples = Infrastructure.shared().database("apples");

        try (Connection connection = apples.connect()) {
            assertThat(Infrastructure.shared().database("apples")).isEqualTo(apples);
            assertThat(connection.getMetaData().getUserName()).isEqualTo("apples");
            assertThat(connection.getCatalog()).isEqualTo("apples");
        }
    }

    @Test
    void no_role_can_connect_to_the_database_of_another() {
        Database apples = Infrastructure.shared().database("apples");
        Database pears = Infrastructure.shared().database("pears");

        Database trespasser = new Database(pears.url(), apples.user(), apples.password());

        assertThatThrownBy(trespasser::connect).hasMessageContaining("permission denied for database");
    }

    @Test
    void both_come_back_at_the_same_address_after_a_stop() throws Exception {
        Infrastructure infrastructure = Infrastructure.shared();
        Database apples = infrastructure.database("apples");

        infrastructure.stopKafka();
        infrastructure.stopPostgres();
        assertThatThrownBy(apples::connect).isNotNull();
        infrastructure.startPostgres();
        infrastructure.startKafka();

        apples.connect().close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

}
