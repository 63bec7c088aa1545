package com.example.shop.localplatform;

import java.net.URI;
import java.time.Duration;

/// What a person needs to know when the platform is up.
final class Summary {

    private Summary() {
    }

    /// @param confirmed whether the order of the demonstration was confirmed
    /// @param elapsed since the start of the launcher
    static String of(URI gateway, boolean confirmed, Duration elapsed) {
        return """

                %s after %s.

                  API      %s
                  Browser  %s/docs/
                  Logs     .local/logs/, or ./run logs order-service
                  Status   ./run status
                  Stop     Ctrl-C, or ./run stop in another terminal; data stays in .local/

                Order something yourself, in another terminal:

                %s
                """.formatted(confirmed ? "Ready, with a confirmed order," : "Ready",
                Checklist.seconds(elapsed.toNanos()), gateway, gateway, commands(gateway));
    }

    private static String commands(URI gateway) {
        return """
                TOKEN=$(curl -s -u alice:alice-secret -d grant_type=client_credentials \\
                  @/oauth2/token | sed 's/.*"access_token":"//;s/".*//')
                curl -i @/api/orders -H "Authorization: Bearer $TOKEN" \\
                  -H "Content-Type: application/json" -H "Idempotency-Key: order-$RANDOM" \\
                  -d '{"lines":[{"sku":"TEA-001","quantity":2}]}'
                curl -s @/api/orders -H "Authorization: Bearer $TOKEN\"""".replace("@", gateway.toString());
    }

}
