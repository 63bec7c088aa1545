package com.example.shop.gateway.issuer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeyTest {

    @TempDir
    Path folder;

    @Test
    void the_key_made_at_the_first_start_is_used_at_the_next() {
        Path file = this.folder.resolve("deep/down/key.json");

        RSAKey first = SigningKey.from(file);
        RSAKey second = SigningKey.from(file);

        assertThat(second).isEqualTo(first);
        assertThat(first.size()).isGreaterThanOrEqualTo(2048);
    }

    @Test
    void gateways_that_start_at_the_same_time_agree_on_one_key() throws Exception {
        Path file = this.folder.resolve("key.json");
        CountDownLatch go = new CountDownLatch(1);
        Set<String> keys = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var starts = IntStream.range(0, 4).mapToObj((_) -> threads.submit(() -> {
                go.await();
                return SigningKey.from(file).getKeyID();
            })).toList();
            go.countDown();
            for (Future<String> start : starts) {
                keys.add(start.get());
            }
        }

        assertThat(keys).hasSize(1);
        assertThat(Files.list(this.folder)).containsExactly(file);
    }

    @Test
    void a_file_that_holds_no_key_is_neither_used_nor_overwritten() throws Exception {
        Path file = Files.writeString(this.folder.resolve("key.json"), "secret");

        assertThatThrownBy(() -> SigningKey.from(file)).hasMessageContaining(file.toString())
            .hasMessageNotContaining("secret")
            .hasNoCause();
        assertThat(file).hasContent("secret");
    }

    @Test
    void a_key_that_cannot_sign_is_refused() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("1").generate();
        Path file = Files.writeString(this.folder.resolve("key.json"), key.toPublicJWK().toJSONString());

        assertThatThrownBy(() -> SigningKey.from(file)).hasMessageContaining("private RSA key");
    }

}
