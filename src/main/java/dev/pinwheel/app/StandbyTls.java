package dev.pinwheel.app;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.env.Environment;

/**
 * The keys, protocols and client authentication of {@code server.ssl.*}, for the server that
 * answers while another one works. Thread-safe.
 */
final class StandbyTls {

  private final Ssl settings;
  private final SslBundles bundles;

  private StandbyTls(Ssl settings, SslBundles bundles) {
    this.settings = settings;
    this.bundles = bundles;
  }

  /** Empty when the server does without TLS. */
  static Optional<StandbyTls> find(Environment environment, SslBundles bundles) {
    return Binder.get(environment)
        .bind("server.ssl", Ssl.class)
        .map(ssl -> Ssl.isEnabled(ssl) ? new StandbyTls(ssl, bundles) : null)
        .map(Optional::of)
        .orElseGet(Optional::empty);
  }

  /** For a server that is not started; it keeps the keys of this moment. */
  void configure(HttpsServer server) {
    server.setHttpsConfigurator(new Configurator(WebServerSslBundle.get(settings, bundles)));
  }

  /** Runs the action whenever other keys are in the bundle. */
  void onOtherKeys(Runnable action) {
    String name = settings.getBundle();
    if (name != null) {
      bundles.addBundleUpdateHandler(name, updated -> action.run());
    }
  }

  private final class Configurator extends HttpsConfigurator {

    private final SslBundle bundle;

    Configurator(SslBundle bundle) {
      super(bundle.createSslContext());
      this.bundle = bundle;
    }

    @Override
    public void configure(HttpsParameters connection) {
      SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
      if (bundle.getOptions().getEnabledProtocols() != null) {
        parameters.setProtocols(bundle.getOptions().getEnabledProtocols());
      }
      if (bundle.getOptions().getCiphers() != null) {
        parameters.setCipherSuites(bundle.getOptions().getCiphers());
      }
      switch (settings.getClientAuth()) {
        case NEED -> parameters.setNeedClientAuth(true);
        case WANT -> parameters.setWantClientAuth(true);
        case NONE -> {}
        case null -> {}
      }
      connection.setSSLParameters(parameters);
    }
  }
}
