/// Pages for people: the API with a form to try it, and what each problem means. The pages themselves are under
/// `static/docs`.
@NullMarked
package com.example.shop.gateway.docs;

import org.jspecify.annotations.NullMarked;
