package io.m2m.offender.plan;

import java.sql.Connection;

class UsesSql {
    Connection connection;
}
