package com.example.shop.localplatform;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// Runs the main class named by the first argument, and exits when standard input ends.
///
/// Whoever starts a service holds the other end of its standard input. The operating system closes that end when the
/// starter dies, whatever killed it, so that no service is left behind. The class stands on the class path of services
/// and uses nothing but the JDK.
public final class ExitWithParent {

    /// The exit code of a process that was asked to terminate, as a shell reports it.
    private static final int TERMINATED = 143;

    /// An orderly exit must not wait for a database and a broker that died together with
    /// the parent.
    private static final long LONGEST_EXIT_MILLIS = 3000;

    private ExitWithParent() {
    }

    /// @param args the main class to run, then its arguments
    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(ExitWithParent::exitWhenInputEnds, "exit-with-parent");
        watch.setDaemon(true);
        watch.start();
        MethodHandles.publicLookup()
            .findStatic(Class.forName(args[0]), "main", MethodType.methodType(void.class, String[].class))
            .invoke(Arrays.copyOfRange(args, 1, args.length));
    }

    private static void exitWhenInputEnds() {
        awaitEndOfInput();
        new Thread(() -> System.exit(TERMINATED), "exit").start();
        try {
            Thread.sleep(LONGEST_EXIT_MILLIS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(TERMINATED);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say; only the end counts.
            }
        }
        catch (IOException ex) {
            // A broken input has ended, too.
        }
    }

}
