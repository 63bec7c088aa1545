package com.example.shop.gateway.forwarding;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/// The services are called with Apache's client, which reads and writes in the thread of the request: a virtual thread may
/// block. The JDK's client hands each call through its selector and several other threads.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ForwardingProperties.class, CacheProperties.class })
class ForwardingConfiguration {

    /// More than the bulkheads of all routes let through, so that nobody waits for a
    /// connection.
    private static final int MAX_CONNECTIONS = 2000;

    /// Shorter than the services keep idle connections, so that a POST does not meet one
    /// that is just being closed.
    private static final TimeValue IDLE_CONNECTION = TimeValue.ofSeconds(5);

    @Bean
    CloseableHttpClient serviceHttpClient(ForwardingProperties limits) {
        return HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                    .setSocketTimeout(Timeout.of(limits.timeLimit()))
                    .build())
                .build())
            .setDefaultRequestConfig(RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
            .setKeepAliveStrategy((_, _) -> IDLE_CONNECTION)
            // A service sees what the client has sent, and nothing of this client.
            .addRequestInterceptorLast((request, _, _) -> request.removeHeaders(HttpHeaders.CONNECTION))
            .disableDefaultUserAgent()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableRedirectHandling()
            // Would multiply with the gateway's one retry.
            .disableAutomaticRetries()
            .build();
    }

    @Bean
    ServiceProxy serviceProxy(RestClient.Builder builder, CloseableHttpClient serviceHttpClient,
            ForwardingProperties limits) {
        return new ServiceProxy(builder.requestFactory(new HttpComponentsClientHttpRequestFactory(serviceHttpClient) {

            @Override
            protected void postProcessHttpRequest(ClassicHttpRequest request) {
                Deadline.cancels((Cancellable) request);
            }

        }).build(), limits);
    }

}
