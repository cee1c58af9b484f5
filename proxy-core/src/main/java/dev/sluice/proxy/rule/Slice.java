package dev.sluice.proxy.rule;

/** A part of a request as bytes. */
enum Slice {
    METHOD {
        @Override
        int length(RequestView request) {
            return request.methodLength();
        }

        @Override
        byte at(RequestView request, int index) {
            return request.methodAt(index);
        }
    },
    PATH {
        @Override
        int length(RequestView request) {
            return request.pathLength();
        }

        @Override
        byte at(RequestView request, int index) {
            return request.pathAt(index);
        }
    };

    abstract int length(RequestView request);

    abstract byte at(RequestView request, int index);
}
