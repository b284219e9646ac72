package dev.pinwheel.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test class on H2 and on PostgreSQL, each time with a database of its own. Test methods
 * may take an {@link EngineFixture}, started afresh for each of them, or the {@link TestDatabase}.
 * {@code -Dpinwheel.database=H2} leaves the other one out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EachDatabaseExtension.class)
public @interface EachDatabase {}
