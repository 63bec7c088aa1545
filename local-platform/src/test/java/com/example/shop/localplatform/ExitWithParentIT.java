package com.example.shop.localplatform;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExitWithParentIT {

    private final Process parent;

    private final ProcessHandle child;

    ExitWithParentIT() throws IOException {
        this.parent = java(Parent.class.getName()).start();
        BufferedReader output = this.parent.inputReader();
        this.child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    @AfterEach
    void clean() {
        this.parent.destroyForcibly();
        this.child.destroyForcibly();
    }

    @Test
    void a_child_exits_when_its_parent_is_killed() throws Exception {
        assertThat(this.child.isAlive()).isTrue();

        this.parent.destroyForcibly();

        this.child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(this.child.isAlive()).isFalse();
    }

    private static ProcessBuilder java(String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = Jvm.java().toString();
        command[1] = "-cp";
        command[2] = System.getProperty("java.class.path");
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// Starts a child, tells its number, and stays.
    static final class Parent {

        private Parent() {
        }

        public static void main(String[] args) throws Exception {
            Process child = java(ExitWithParent.class.getName(), Child.class.getName()).start();
            System.out.println(child.pid());
            child.waitFor();
        }

    }

    /// Would stay for ever, and takes its time to stop.
    public static final class Child {

        private Child() {
        }

        public static void main(String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> waitForEver()));
            waitForEver();
        }

        private static void waitForEver() {
            try {
                Thread.sleep(Long.MAX_VALUE);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

    }

}
