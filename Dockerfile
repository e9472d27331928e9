# Bellwether in a container. Works with BuildKit and with the classic builder.
#
#   docker build -t bellwether:0.1.0 .
#   docker build -t bellwether:0.1.0 --build-arg DIST=cli/target/bellwether-0.1.0-SNAPSHOT.tar.gz .
#
# With DIST nothing is compiled and nothing downloaded: it names a distribution that `mvn package -Psbom` has made.
ARG BUILD_IMAGE=maven:3.9.9-eclipse-temurin-17
ARG RUNTIME_IMAGE=eclipse-temurin:17.0.13_11-jre-noble

FROM ${BUILD_IMAGE} AS build
ARG DIST=
WORKDIR /src
# First what others made, which changes seldom: modules without sources need the same libraries and plugins.
COPY .mvn .mvn
COPY pom.xml ./
COPY telemetry/pom.xml telemetry/
COPY promql/pom.xml promql/
COPY observation/pom.xml observation/
COPY schemas/pom.xml schemas/
COPY testing/pom.xml testing/
COPY edge/pom.xml edge/
COPY embedded/pom.xml embedded/
COPY ingest/pom.xml ingest/
COPY kubernetes/pom.xml kubernetes/
COPY processors/pom.xml processors/
COPY verification/pom.xml verification/
COPY alerting/pom.xml alerting/
COPY notification/pom.xml notification/
COPY console/pom.xml console/
COPY demo/pom.xml demo/
COPY bench/pom.xml bench/
COPY cli/pom.xml cli/
RUN [ -n "$DIST" ] || { mkdir -p schemas/src/main/avro \
    && mvn -B -ntp -q package -Psbom -Dmaven.test.skip -Dspotless.check.skip -Dassembly.skipAssembly; }
COPY . .
ARG REVISION=unknown
RUN [ -n "$DIST" ] || mvn -B -ntp package -Psbom -Dmaven.test.skip -Dspotless.check.skip "-Dbuild.commit=$REVISION"
RUN mkdir /dist && tar -xzf "${DIST:-$(ls cli/target/bellwether-*.tar.gz)}" -C /dist --strip-components=1 \
    && mkdir -p /var/lib/bellwether

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Bellwether" \
      org.opencontainers.image.description="Telemetry in, facts out: alerts and deployment verdicts from OTLP, on Kafka" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /dist /opt/bellwether
# A number, so that Kubernetes can see that it is not root.
COPY --from=build --chown=10001:10001 /var/lib/bellwether /var/lib/bellwether
# The heap and RocksDB's memory follow the container's limit; docs/operations.md has the rest of the budget.
ENV BELLWETHER_BIND_ADDRESS=0.0.0.0 \
    BELLWETHER_DATA_FOLDER=/var/lib/bellwether \
    BELLWETHER_HEAP=50% \
    BELLWETHER_STREAMS_ROCKSDB_MEMORY=5%
USER 10001:10001
WORKDIR /var/lib/bellwether
# Nothing else is written to but /tmp, where native libraries are unpacked: the root file system may be read-only.
VOLUME /var/lib/bellwether
EXPOSE 4317 4318 8080
# Where listeners have a certificate, the check needs BELLWETHER_SERVER=https://… and BELLWETHER_CA_CERTIFICATE.
# It stops in the order in which data flows, within 30 s.
STOPSIGNAL SIGTERM
# The check starts a Java of its own for a second: it can do TLS, and needs no other program in the image.
HEALTHCHECK --interval=30s --timeout=20s --start-period=60s --retries=3 CMD ["/opt/bellwether/bin/bellwether", "health"]
ENTRYPOINT ["/opt/bellwether/bin/bellwether"]
CMD ["serve"]
