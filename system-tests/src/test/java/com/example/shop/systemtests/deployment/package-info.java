/// Checks the manifests in `deploy/` against the Kubernetes API and the needs of the platform. Start with
/// {@link com.example.shop.systemtests.deployment.KubernetesManifestsTest}.
@NullMarked
package com.example.shop.systemtests.deployment;

import org.jspecify.annotations.NullMarked;
