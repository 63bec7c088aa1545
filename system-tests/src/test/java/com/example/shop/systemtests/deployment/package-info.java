/// Holds the manifests in `deploy/` to the Kubernetes API and to what the platform needs. Start with
/// {@link com.example.shop.systemtests.deployment.KubernetesManifestsTest}.
@NullMarked
package com.example.shop.systemtests.deployment;

import org.jspecify.annotations.NullMarked;
