package dev.pinwheel.worker.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Makes every bean whose class is a {@link dev.pinwheel.sdk.Module} a module of one worker, which
 * lives as long as the application:
 *
 * <pre>{@code
 * @SpringBootApplication
 * @EnablePinwheelWorker
 * class Shop {}
 *
 * @Module("orders")
 * @Component
 * class Orders {
 *   Orders(Warehouse warehouse) { … }
 *
 *   @Task
 *   public Parcel pack(String order) { … }
 * }
 * }</pre>
 *
 * <p>Properties: {@code pinwheel.worker.workspace} (required), {@code .server}, {@code .name},
 * {@code .concurrency}, {@code .code-version}, {@code .drain-timeout}, {@code .token}.
 *
 * <p>The class of such a bean is replaced by a generated subclass before it is created, so that
 * calls become steps. Beans that are created by a method or elsewhere, or wrapped in a proxy, are
 * refused when the application starts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import({ModuleBeans.class, SpringWorker.class})
public @interface EnablePinwheelWorker {}
