import com.github.houbb.sensitive.word.bs.SensitiveWordBs;
import com.github.houbb.sensitive.word.support.allow.WordAllows;
import com.github.houbb.sensitive.word.support.ignore.SensitiveWordCharIgnores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Texts come in a line each; out goes a line for each: how many hits, and the thread's nanoseconds. */
class Screen {
    private static final int WARM_UPS = 5;

    public static void main(String[] arguments) throws IOException {
        List<String> terms = Files.readAllLines(Path.of(arguments[0]));
        SensitiveWordBs words = SensitiveWordBs.newInstance()
                .wordDeny(() -> terms)
                .wordAllow(WordAllows.empty())
                .charIgnore(SensitiveWordCharIgnores.specialChars())
                .ignoreCase(true)
                .ignoreWidth(true)
                .ignoreNumStyle(true)
                .ignoreChineseStyle(true)
                .ignoreEnglishStyle(true)
                .ignoreRepeat(true)
                .init();
        List<String> texts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines().collect(Collectors.toList());
        long warm = 0;
        for (int round = 0; round < WARM_UPS; round++) {
            for (String text : texts) {
                warm += words.findAll(text).size();
            }
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String text : texts) {
            long begun = threads.getCurrentThreadCpuTime();
            int hits = words.findAll(text).size();
            out.println(hits + " " + (threads.getCurrentThreadCpuTime() - begun));
        }
        out.flush();
        System.err.println(warm + " hits while warming up");
    }
}
