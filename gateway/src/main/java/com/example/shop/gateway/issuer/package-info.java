/// A demo OpenID provider, so that nothing else has to be installed. Services and routes know an issuer's address and
/// nothing of this package; it is left out when `security.issuer` names another provider.
///
/// Start with {@link com.example.shop.gateway.issuer.IssuerConfiguration}.
@NullMarked
package com.example.shop.gateway.issuer;

import org.jspecify.annotations.NullMarked;
