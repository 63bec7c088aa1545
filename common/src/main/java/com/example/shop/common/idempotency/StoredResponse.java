package com.example.shop.common.idempotency;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// The response to a request that took effect.
///
/// @param fingerprint of what the request asked for
/// @param body JSON, byte by byte
record StoredResponse(byte[] fingerprint, int status, @Nullable URI location, byte[] body) {

    ResponseEntity.BodyBuilder asResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(this.status)
            .contentType(MediaType.APPLICATION_JSON);
        return (this.location != null) ? response.location(this.location) : response;
    }

}
