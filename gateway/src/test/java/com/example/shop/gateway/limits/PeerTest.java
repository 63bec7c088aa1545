package com.example.shop.gateway.limits;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class PeerTest {

    @Test
    void addresses_of_one_ipv6_network_are_one_caller() {
        assertThat(peer("2001:db8:1:2::1")).isEqualTo(peer("2001:db8:1:2:ffff::9"))
            .isNotEqualTo(peer("2001:db8:1:3::1"));
    }

    @Test
    void addresses_of_ipv4_are_one_caller_each() {
        assertThat(peer("10.0.0.1")).isNotEqualTo(peer("10.0.0.2"));
    }

    private static String peer(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return RateLimits.peer(request);
    }

}
