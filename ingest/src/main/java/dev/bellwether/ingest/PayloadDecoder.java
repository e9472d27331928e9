package dev.bellwether.ingest;

/** Takes what a protocol wraps around a request off it. */
@FunctionalInterface
interface PayloadDecoder {

    /**
     * @param body as it came; used up
     * @return the request in protobuf form
     * @throws RefusedException if the body is not what the protocol says
     */
    Payload decode(Body body) throws RefusedException;
}
