package com.example.shop.gateway.issuer;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Holds if the issuer that everyone trusts is this gateway.
class OwnIssuer implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        String issuer = environment.getProperty("security.issuer");
        return issuer != null && issuer.equals(environment.getProperty("gateway.public-address"));
    }

}
