package io.m2m.offender.plan;

import com.google.api.services.storage.Storage;

class UsesGoogle {
    Storage client;
}
