package com.example.shop.localplatform.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.example.shop.localplatform.infrastructure.EmbeddedInfrastructure.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedInfrastructureIT {

    private final Path directory;

    private final Ports ports = Ports.free();

    private EmbeddedInfrastructure infrastructure;

    EmbeddedInfrastructureIT(@TempDir Path directory) {
        this.directory = directory;
        this.infrastructure = EmbeddedInfrastructure.in(directory, directory, this.ports);
    }

    @BeforeEach
    void start() {
        this.infrastructure = EmbeddedInfrastructure.in(this.directory, this.directory, this.ports);
        this.infrastructure.start();
    }

    @AfterEach
    void stop() {
        this.infrastructure.close();
    }

    @Test
    void rows_and_messages_are_still_there_after_a_restart() throws Exception {
        execute("create table greeting (word text)");
        execute("insert into greeting values ('hello')");
        createTopic("greetings");
        send("greetings", "hello");

        this.infrastructure.close();
        start();

        assertThat(query("select word from greeting")).isEqualTo("hello");
        assertThat(read("greetings")).containsExactly("hello");
    }

    @Test
    void committed_rows_survive_a_crash_of_the_server() throws Exception {
        execute("create table greeting (word text)");
        execute("insert into greeting values ('hello')");

        this.infrastructure.stopPostgres();

        assertThatThrownBy(() -> query("select 1")).isInstanceOf(SQLException.class);
        this.infrastructure.startPostgres();
        assertThat(query("select word from greeting")).isEqualTo("hello");
    }

    @Test
    void a_broker_that_was_stopped_comes_back_at_its_address_with_its_messages() throws Exception {
        createTopic("greetings");
        send("greetings", "hello");

        this.infrastructure.stopKafka();
        this.infrastructure.startKafka();

        assertThat(read("greetings")).containsExactly("hello");
    }

    @Test
    void many_databases_can_be_asked_for_at_the_same_time() {
        List<String> names = IntStream.range(0, 8).mapToObj((i) -> "fruit_" + i).toList();

        List<Database> databases = names.parallelStream().map(this.infrastructure::database).toList();

        assertThat(databases).extracting(Database::user).containsExactlyElementsOf(names);
    }

    @Test
    void no_role_can_connect_to_the_database_of_another() {
        Database apples = this.infrastructure.database("apples");
        Database pears = this.infrastructure.database("pears");

        Database trespasser = new Database(pears.url(), apples.user(), apples.password());

        assertThatThrownBy(trespasser::connect).hasMessageContaining("permission denied for database");
    }

    @Test
    void a_wrong_password_opens_no_database() {
        Database apples = this.infrastructure.database("apples");

        Database guess = new Database(apples.url(), apples.user(), "guess");

        assertThatThrownBy(guess::connect).hasMessageContaining("password authentication failed");
    }

    @Test
    void commits_wait_for_the_disk() throws Exception {
        assertThat(query("show fsync")).isEqualTo("on");
        assertThat(query("show synchronous_commit")).isEqualTo("on");
    }

    @Test
    void passwords_lie_in_files_that_only_their_owner_reads() throws Exception {
        this.infrastructure.database("apples");

        Path secrets = this.directory.resolve("secrets");

        assertThat(Files.getPosixFilePermissions(secrets)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(secrets.resolve("apples.password")))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = this.infrastructure.database("shop").connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = this.infrastructure.database("shop").connect();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void createTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", this.infrastructure.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private void send(String topic, String message) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", this.infrastructure.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, message)).get(20, TimeUnit.SECONDS);
        }
    }

    private List<String> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", this.infrastructure.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(20));
            return records.records(new TopicPartition(topic, 0)).stream().map((message) -> message.value()).toList();
        }
    }

}
