# syntax=docker/dockerfile:1

# Build:  docker build -t pinwheel .
# Run:    docker run --rm -p 127.0.0.1:8080:8080 -v pinwheel-data:/data pinwheel
#         It also runs with --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges.
#
# Inside the container the server listens on every interface, or nothing outside could reach it. Nobody may use it
# before it has an administrator: /set-up asks for the code that the server writes to its log. To serve a single
# person without users, add -e PINWHEEL_REQUIRE_SIGN_IN=false -e PINWHEEL_ALLOW_ANONYMOUS=true and publish the port on
# 127.0.0.1, as above: whoever reaches it may then do everything.

FROM node:24.21.0-bookworm-slim AS node

FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /build
ENV VAADIN_USAGE_STATS_ENABLED=false
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY studio-themes studio-themes
COPY frontend frontend
COPY src src
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    ./mvnw -B -ntp -q package -Pproduction -DskipTests
RUN java -Djarmode=tools -jar target/pinwheel.jar extract --destination /opt/pinwheel

FROM eclipse-temurin:25.0.3_9-jre-noble
LABEL org.opencontainers.image.title="Pinwheel" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin pinwheel \
 && install --directory --owner=pinwheel --group=pinwheel --mode=0700 /data
COPY --from=build /opt/pinwheel /opt/pinwheel
WORKDIR /opt/pinwheel

# The AOT cache belongs to exactly this JVM and these jars, so it is made here. A server that cannot start fails the build.
RUN java -XX:AOTCacheOutput=pinwheel.aot -Dspring.context.exit=onRefresh \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
      -jar /opt/pinwheel/pinwheel.jar --pinwheel.data=/tmp/training \
 && test -f pinwheel.aot \
 && rm -rf /tmp/training

USER pinwheel
ENV SERVER_ADDRESS=0.0.0.0 \
    PINWHEEL_REQUIRE_SIGN_IN=true \
    PINWHEEL_DATA=/data
VOLUME /data
EXPOSE 8080
# No curl needed: bash can speak enough HTTP.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:AOTCache=/opt/pinwheel/pinwheel.aot", "-Xlog:aot=off", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
  "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "/opt/pinwheel/pinwheel.jar"]
