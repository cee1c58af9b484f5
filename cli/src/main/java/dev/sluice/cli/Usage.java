package dev.sluice.cli;

/** What {@code haproxy -h} says. */
final class Usage {
    static final String HAPROXY = """
            usage: haproxy -f FILE… [OPTION…]

              -f FILE    a configuration file, or a directory whose *.cfg files are read; may be repeated
              -c         read the configuration, say what is wrong with it, end
              -cc EXPR   exit status 0 when the condition holds, 1 when not, 2 when it makes no sense
              -C DIR     read files relative to DIR
              -D         detach once ready
              -db, -d    stay in the foreground
              -W, -Ws    play master and worker in one process; -Ws tells systemd when ready
              -S SOCKET  address of the master's socket, options behind commas
              -p FILE    write the process number to FILE
              -n N       connections at once
              -m MB      accepted; the virtual machine bounds its memory by itself
              -N N       accepted; each proxy says its own limit
              -L NAME    this peer's name
              -sf PID…   ask these processes to finish once this one listens
              -st PID…   end these processes once this one listens
              -x SOCKET  accepted; old and new process listen side by side while one takes over
              -q         say nothing but errors
              -V         say more
              -dW        treat warnings as errors
              -dD        show diagnostics
              -dX        other letters concern HAProxy's insides and are ignored
              -v, -vv    say the version; how it was built
              -vq, -vqs, -vqb
                         say the version's number alone, its first three parts, its first two
            """;

    private Usage() {}
}
