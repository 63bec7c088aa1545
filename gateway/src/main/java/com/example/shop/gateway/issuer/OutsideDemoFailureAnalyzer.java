package com.example.shop.gateway.issuer;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in one sentence why the gateway does not start.
class OutsideDemoFailureAnalyzer extends AbstractFailureAnalyzer<OutsideDemo> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OutsideDemo cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()),
                "Set security.issuer to the address of your own provider, or start with the profile demo.", cause);
    }

}
