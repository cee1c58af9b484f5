package dev.sluice.proxy.sample;

/**
 * A variable as expressions name it.
 *
 * @param scope how long it lives
 * @param name what stands behind the scope and the dot
 */
public record VariableName(VariableScope scope, String name) {
    /** Reads {@code scope.name}. */
    public static VariableName parse(String text) throws SampleException {
        if (text.isEmpty()) {
            throw new SampleException("variable name cannot be empty");
        }
        int dot = text.indexOf('.');
        String prefix = dot < 0 ? text : text.substring(0, dot);
        VariableScope scope = VariableScope.of(prefix).orElse(null);
        if (scope == null || dot < 0 || dot + 1 == text.length()) {
            throw new SampleException(
                    "invalid variable name '" + text
                            + "'. A variable name must start with its scope. The scope can be 'proc', '(p)sess', '(p)txn', '(p)req', '(p)res' or 'check'");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.')) {
                throw new SampleException("invalid syntax at char '" + c + "'");
            }
        }
        return new VariableName(scope, text.substring(dot + 1));
    }

    /** As it is written. */
    public String text() {
        return scope.word() + "." + name;
    }
}
