package com.example.shop.gateway.docs;

import jakarta.annotation.security.PermitAll;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The two files that the handler of files would not serve as they should be: the start page under the name of its folder,
/// and the description of the API, whose media type (RFC 9512) it does not know. Whatever a browser says that it accepts,
/// this is what there is.
@PermitAll
@RestController
class DocsController {

    @GetMapping(path = "/docs/", produces = MediaType.ALL_VALUE)
    ResponseEntity<Resource> page() {
        return file("static/docs/index.html", MediaType.TEXT_HTML);
    }

    @GetMapping(path = "/openapi.yaml", produces = MediaType.ALL_VALUE)
    ResponseEntity<Resource> description() {
        return file("static/openapi.yaml", MediaType.APPLICATION_YAML);
    }

    private static ResponseEntity<Resource> file(String path, MediaType type) {
        return ResponseEntity.ok().contentType(type).body(new ClassPathResource(path));
    }

}
