package com.example.shop.gateway.issuer;

import java.util.List;
import java.util.Locale;

import com.example.shop.common.security.Roles;

/// Who can get a token here. The secret of each is its name and `-secret`, hashed beforehand: hashing at every start would
/// cost more than it is worth.
enum DemoIdentity {

    ALICE("alice", "{bcrypt}$2a$08$BEDW9.JMNKOtBvDz.tsOkuWMHPEmbipdj0Us/71djeAnnZj9BQCQq", "CUSTOMER"),

    BOB("bob", "{bcrypt}$2a$08$nPVOpIJOhutAXKRQj3WMi.K26DBia2EUOryGG.cb/CvrNBFnbBkG.", "CUSTOMER"),

    WENDY("wendy", "{bcrypt}$2a$08$suuk9oXeaHZcn2h59UxDlOTXdCljdxTLLE1tbj8IsZJeyTtowOfJa", "WAREHOUSE"),

    OLGA("olga", "{bcrypt}$2a$08$nNYPUcRweUnrT2B30XOA8upe6wkq.ksiaXlFGy7zcNKpwfuD6k15S", Roles.OPERATOR);

    /// The work factor of the hashes above: 2^8 rounds, some 20 ms.
    static final int HASH_STRENGTH = 8;

    private final String id;

    private final String secretHash;

    private final List<String> roles;

    DemoIdentity(String id, String secretHash, String role) {
        this.id = id;
        this.secretHash = secretHash;
        this.roles = List.of(role);
    }

    static DemoIdentity of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    String id() {
        return this.id;
    }

    String secretHash() {
        return this.secretHash;
    }

    List<String> roles() {
        return this.roles;
    }

}
