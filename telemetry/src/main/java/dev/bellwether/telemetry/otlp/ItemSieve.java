package dev.bellwether.telemetry.otlp;

/** Says while a request is split which of its items are left out, and counts them. One for each splitting. */
interface ItemSieve {

    /** Leaves nothing out. */
    ItemSieve OPEN = new ItemSieve() {
        @Override
        public AttributeFlaw flawOf(Envelope envelope) {
            return AttributeFlaw.NONE;
        }

        @Override
        public AttributeFlaw flawOf(MessageType item, int start, int end) {
            return AttributeFlaw.NONE;
        }

        @Override
        public void leaveOut(AttributeFlaw flaw) {
            throw new IllegalStateException("nothing is left out");
        }
    };

    /** What is wrong with a message around items, these not looked at; its header is known. Then all items in it are left out. */
    AttributeFlaw flawOf(Envelope envelope) throws MalformedOtlpException;

    /** What is wrong with an item, whose content lies between these places. */
    AttributeFlaw flawOf(MessageType item, int start, int end) throws MalformedOtlpException;

    /** Counts an item that is left out. */
    void leaveOut(AttributeFlaw flaw);
}
