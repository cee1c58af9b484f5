package dev.sluice.cli.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Handlers for signals. Java has a class for them, {@code sun.misc.Signal}, that cannot be named without a warning; it is reached by
 * reflection. Handlers run on a thread of the virtual machine's, one after the other.
 */
public final class Signals {
    private Signals() {}

    /** Runs {@code handler} whenever the signal comes; false where the virtual machine keeps the signal for itself. */
    public static boolean handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return method.getName().equals("hashCode") ? (Object) 0 : null;
                    });
            Method handle = signal.getMethod("handle", signal, handlerType);
            Object instance = signal.getConstructor(String.class).newInstance(name);
            Object previous = handle.invoke(null, instance, proxy);
            return previous != null;
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException && e.getCause() instanceof IllegalArgumentException) {
                return false; // Unknown here, or in use by the virtual machine.
            }
            throw new IllegalStateException("no way to handle signal " + name, e);
        }
    }
}
