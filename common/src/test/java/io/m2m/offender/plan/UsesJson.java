package io.m2m.offender.plan;

import tools.jackson.databind.json.JsonMapper;

class UsesJson {
    JsonMapper mapper;
}
