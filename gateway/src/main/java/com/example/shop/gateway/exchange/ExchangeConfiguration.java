package com.example.shop.gateway.exchange;

import java.net.http.HttpClient;
import java.util.concurrent.Executors;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExchangeProperties.class)
class ExchangeConfiguration {

    static {
        // The JDK's client has habits that can only be set this way, before its first
        // request. It repeats requests on its own, which would multiply with the
        // gateway's one retry; and it keeps idle connections for longer than the services
        // do, so that a POST could meet a connection that is just being closed.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    }

    /// HTTP/1.1 only: over plain HTTP the client would else offer each service an upgrade
    /// to HTTP/2, a header no service needs to see.
    @Bean(destroyMethod = "shutdownNow")
    HttpClient serviceHttpClient(ExchangeProperties limits) {
        return HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    }

    @Bean
    WholeExchange wholeExchange(RestClient.Builder builder, HttpClient serviceHttpClient, ExchangeProperties limits) {
        ClientHttpRequestFactory withinDeadline = (uri, method) -> {
            var requests = new JdkClientHttpRequestFactory(serviceHttpClient);
            requests.enableCompression(false);
            requests.setReadTimeout(Deadline.remainingOr(limits.timeLimit()));
            return requests.createRequest(uri, method);
        };
        return new WholeExchange(builder.requestFactory(withinDeadline).build(), limits);
    }

}
