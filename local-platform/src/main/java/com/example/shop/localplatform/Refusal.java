package com.example.shop.localplatform;

/// Stops the work with one sentence that tells the person at the keyboard what to do.
final class Refusal extends RuntimeException {

    Refusal(String sentence) {
        super(sentence);
    }

}
