package com.example.shop.benchmarks.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.example.shop.localplatform.LocalPlatform;
import com.example.shop.localplatform.ServiceProcess;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Samples what the services do with their CPU time, by the JDK's own flight recorder.
final class Profile {

    private static final String SAMPLE = "jdk.ExecutionSample";

    private final LocalPlatform platform;

    private final Path directory;

    private Profile(LocalPlatform platform, Path directory) {
        this.platform = platform;
        this.directory = directory;
    }

    static Profile start(LocalPlatform platform, Path directory) throws IOException, InterruptedException {
        Profile profile = new Profile(platform, directory);
        for (ServiceProcess process : platform.all()) {
            ask(process, "JFR.start", "name=orders", "settings=profile");
        }
        return profile;
    }

    /// Ends the sampling and draws what it saw.
    FlameGraph stop() throws IOException, InterruptedException {
        FlameGraph graph = new FlameGraph();
        for (ServiceProcess process : this.platform.all()) {
            Path recording = this.directory.resolve(process.name() + ".jfr");
            Files.deleteIfExists(recording);
            ask(process, "JFR.stop", "name=orders", "filename=" + recording);
            try (RecordingFile file = new RecordingFile(recording)) {
                while (file.hasMoreEvents()) {
                    add(graph, process.name(), file.readEvent());
                }
            }
        }
        return graph;
    }

    private static void add(FlameGraph graph, String process, RecordedEvent event) {
        RecordedStackTrace stack = event.getEventType().getName().equals(SAMPLE) ? event.getStackTrace() : null;
        if (stack == null) {
            return;
        }
        List<String> frames = new ArrayList<>(List.of(process));
        for (RecordedFrame frame : stack.getFrames().reversed()) {
            String type = frame.getMethod().getType().getName();
            frames.add(type.replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda") + "." + frame.getMethod().getName());
        }
        graph.add(frames);
    }

    private static void ask(ServiceProcess process, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + process.pid()));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes());
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(answer);
        }
    }

}
