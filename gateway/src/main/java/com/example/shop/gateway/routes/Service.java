package com.example.shop.gateway.routes;

enum Service {

    ORDER, INVENTORY

}
