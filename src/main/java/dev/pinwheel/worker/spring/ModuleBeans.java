package dev.pinwheel.worker.spring;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.worker.MisdeclaredModule;
import dev.pinwheel.worker.ModuleClass;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Replaces the class of each bean that is a module by its generated subclass, before any of them is
 * created.
 */
final class ModuleBeans implements BeanFactoryPostProcessor {

  private final Map<String, ModuleClass<?>> modules = new LinkedHashMap<>();

  /** The modules by the names of their beans. */
  Map<String, ModuleClass<?>> modules() {
    return modules;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanNamesForAnnotation(Module.class)) {
      Class<?> type = beans.getType(name, false);
      if (type != null) {
        modules.put(name, replace(beans, name, type));
      }
    }
  }

  private static ModuleClass<?> replace(
      ConfigurableListableBeanFactory beans, String name, Class<?> type) {
    BeanDefinition definition =
        beans.containsBeanDefinition(name) ? beans.getMergedBeanDefinition(name) : null;
    String problem = problem(beans, name, definition);
    if (problem != null) {
      throw new WorkerNotStarted(
          "%s (bean '%s') is a module of Pinwheel, but %s."
              .formatted(type.getName(), name, problem),
          "Let Spring create it from its class: as a @Component, or by @Import(%s.class)."
              .formatted(type.getSimpleName()));
    }
    ModuleClass<?> module = generate(name, type);
    ((AbstractBeanDefinition) beans.getBeanDefinition(name)).setBeanClass(module.generated());
    return module;
  }

  private static ModuleClass<?> generate(String name, Class<?> type) {
    try {
      return ModuleClass.of(type);
    } catch (MisdeclaredModule e) {
      throw new WorkerNotStarted(
          String.valueOf(e.getMessage()),
          "Correct %s (bean '%s').".formatted(type.getName(), name),
          e);
    }
  }

  private static @Nullable String problem(
      ConfigurableListableBeanFactory beans, String name, @Nullable BeanDefinition definition) {
    if (definition == null || beans.containsSingleton(name)) {
      return "it has been created already";
    }
    if (definition.getFactoryMethodName() != null) {
      return "the method %s creates it".formatted(definition.getFactoryMethodName());
    }
    if (!definition.isSingleton()) {
      return "its scope is '%s', and a worker has one instance of it"
          .formatted(definition.getScope());
    }
    return null;
  }
}
