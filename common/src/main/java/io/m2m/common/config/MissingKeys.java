package io.m2m.common.config;

import io.m2m.common.config.Keys.BucketKeys;
import io.m2m.common.config.Keys.StorageMode;
import java.util.ArrayList;
import java.util.List;

/** Finds all keys that the chosen modes need and that are not there, so that they are named at once. */
final class MissingKeys {
    private final Settings settings;
    private final List<String> missing = new ArrayList<>();

    private MissingKeys(Settings settings) {
        this.settings = settings;
    }

    /** @throws io.m2m.common.model.ProblemException naming every missing key */
    static void refuse(Settings settings) {
        MissingKeys keys = new MissingKeys(settings);
        keys.meta();
        keys.source();
        keys.target();
        if (!keys.missing.isEmpty()) {
            throw settings.missing(String.join("; ", keys.missing));
        }
    }

    private void meta() {
        if (mode(Keys.META_MODE)) {
            Key<?> needed = switch (settings.get(Keys.META_MODE)) {
                case LOCAL -> Keys.META_LOCAL_FILE;
                case MOCK -> Keys.META_MOCK_FILE;
                case REMOTE -> Keys.META_REMOTE_FILE;
                case MYSQL -> Keys.META_MYSQL_URL;
                case SQLITE -> Keys.META_SQLITE_FILE;
            };
            need(Keys.META_MODE, needed);
        }
    }

    private void source() {
        if (mode(Keys.SOURCE_MODE)) {
            if (settings.get(Keys.SOURCE_MODE) == StorageMode.LOCAL) {
                need(Keys.SOURCE_MODE, Keys.SOURCE_TABLES);
            } else {
                need(Keys.SOURCE_MODE, Keys.SOURCE_REMOTE.folder);
                bucket(Keys.SOURCE_MODE, Keys.SOURCE_REMOTE);
            }
        }
    }

    private void target() {
        if (mode(Keys.TARGET_MODE)) {
            if (settings.get(Keys.TARGET_MODE) == StorageMode.LOCAL) {
                need(Keys.TARGET_MODE, Keys.TARGET_LOCAL_OUTPUT);
            } else {
                need(Keys.TARGET_MODE, Keys.TARGET_REMOTE.folder);
                bucket(Keys.TARGET_MODE, Keys.TARGET_REMOTE);
            }
        }
    }

    private void bucket(Key<? extends Enum<?>> mode, BucketKeys keys) {
        need(mode, keys.bucket);
        Cloud cloud = settings.get(keys.cloud);
        boolean useIAM = settings.get(keys.useIAM);
        if (cloud == Cloud.AZURE) {
            need(keys.cloud, keys.ak);
        } else if (!useIAM) {
            need(mode, keys.ak);
        }
        if (!useIAM && settings.lacks(keys.sas)) {
            need(mode, keys.sk);
        }
        if (cloud == Cloud.ALI || cloud == Cloud.TENCENT) {
            if (settings.lacks(keys.endpoint)) {
                need(keys.cloud, keys.region);
            }
        }
    }

    private boolean mode(Key<?> mode) {
        if (settings.lacks(mode)) {
            missing.add(mode + " (" + mode.form().allowed() + ")");
            return false;
        }
        return true;
    }

    private void need(Key<? extends Enum<?>> because, Key<?> key) {
        if (settings.lacks(key)) {
            missing.add(key + ", which " + because + " " + Forms.text(settings.get(because)) + " needs");
        }
    }
}
