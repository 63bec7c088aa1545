package com.example.shop.gateway.docs;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// What the pages are made of.
///
/// @param swaggerUiVersion of the library with the form; filled in by the build
@Validated
@ConfigurationProperties("gateway.docs")
record DocsProperties(@NotBlank String swaggerUiVersion) {

}
