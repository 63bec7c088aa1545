package com.example.shop.gateway.docs;

import jakarta.annotation.security.PermitAll;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The description of the API. Served by hand for its media type (RFC 9512), which the handler of files does not know.
@PermitAll
@RestController
class DescriptionController {

    private final Resource description = new ClassPathResource("static/openapi.yaml");

    /// Whatever a browser says that it accepts, this is what there is.
    @GetMapping(path = "/openapi.yaml", produces = MediaType.ALL_VALUE)
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(this.description);
    }

}
