package dev.sluice.proxy.sample;

/**
 * A piece of a {@link LogFormat}.
 *
 * @param literal its bytes where {@code value} brings none
 * @param value what it says
 * @param trait how it behaves
 * @param flags how it is shown
 * @param label what it is called
 */
record FormatItem(
        byte[] literal, Evaluator value, FormatItem.Trait trait, FormatItem.Flags flags, FormatItem.Label label) {
    /** How an item is shown. */
    record Flags(boolean quote, boolean hex, boolean escape, ItemEncoding encoding, boolean binary) {
        static final Flags NONE = new Flags(false, false, false, ItemEncoding.NONE, false);

        Flags unquoted() {
            return new Flags(false, hex, escape, encoding, binary);
        }

        /** Hexadecimal is for aliases alone. */
        Flags ofExpression() {
            return new Flags(quote, false, escape, encoding, binary);
        }

        Flags with(String word, boolean on) throws SampleException {
            return switch (word) {
                case "Q" -> new Flags(on, hex, escape, encoding, binary);
                case "X" -> new Flags(quote, on, escape, encoding, binary);
                case "E" -> new Flags(quote, hex, on, encoding, binary);
                case "bin" -> new Flags(quote, hex, escape, encoding, on);
                case "json" -> new Flags(quote, hex, escape, changed(ItemEncoding.JSON, on), binary);
                case "cbor" -> new Flags(quote, hex, escape, changed(ItemEncoding.CBOR, on), binary);
                default -> throw new SampleException("unknown flag '" + word + "' of a format item");
            };
        }

        private ItemEncoding changed(ItemEncoding to, boolean on) {
            return on ? to : encoding == to ? ItemEncoding.NONE : encoding;
        }
    }

    /** What an item is called, and as what it is shown; any type leaves it as it is. */
    record Label(String name, SampleType type) {
        static final Label NONE = new Label("", SampleType.ANY);

        static Label of(String text) throws SampleException {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            if (!name.matches("[A-Za-z0-9_-]*")) {
                throw new SampleException("invalid character in the name of the format item '" + text + "'");
            }
            return new Label(
                    name,
                    switch (colon < 0 ? "" : text.substring(colon + 1)) {
                        case "" -> SampleType.ANY;
                        case "str" -> SampleType.STR;
                        case "sint" -> SampleType.SINT;
                        case "bool" -> SampleType.BOOL;
                        default -> throw new SampleException("unknown type of the format item '" + text + "'");
                    });
        }

        /** Turns a value into one of this type; what is no number counts as 0. */
        void apply(Sample sample, SampleContext context) {
            if (type == SampleType.ANY || type == sample.type()) {
                return;
            }
            if (type == SampleType.STR) {
                boolean unused = Casts.cast(sample, SampleType.STR, context.scratch());
                return;
            }
            if (!Casts.cast(sample, SampleType.SINT, context.scratch())) {
                boolean unused = sample.integer(0);
            }
            if (type == SampleType.BOOL) {
                boolean unused = sample.bool(sample.number() != 0);
            }
        }
    }

    /** What a piece is. */
    enum Kind {
        LITERAL,
        VALUE,
        /** Not there at all where there is nothing to say. */
        OPTIONAL,
        /** Likewise, and several values, each by itself. */
        LIST
    }

    /**
     * How a piece behaves.
     *
     * @param late whether it is known at the end alone
     * @param growing whether it may say less than it will at the end
     */
    record Trait(Kind kind, boolean late, boolean growing) {
        static final Trait LITERAL = new Trait(Kind.LITERAL, false, false);

        static Trait of(String alias) {
            Kind kind = LogAliases.isList(alias) ? Kind.LIST : LogAliases.vanishes(alias) ? Kind.OPTIONAL : Kind.VALUE;
            return new Trait(kind, LogAliases.isLate(alias), LogAliases.isGrowing(alias));
        }
    }

    boolean dynamic() {
        return trait.kind != Kind.LITERAL;
    }

    boolean vanishes() {
        return trait.kind == Kind.OPTIONAL || trait.kind == Kind.LIST;
    }
}
