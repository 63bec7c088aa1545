package com.example.shop.gateway.issuer;

/// The demo provider was asked to run where it must not.
class OutsideDemo extends RuntimeException {

    OutsideDemo() {
        super("The gateway would issue tokens for its demo identities, which is only allowed in the profile demo.");
    }

}
