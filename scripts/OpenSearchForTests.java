import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.lucene.analysis.Analyzer;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.analysis.AnalyzerProvider;
import org.opensearch.index.analysis.PreBuiltAnalyzerProviderFactory;
import org.opensearch.index.analysis.PreConfiguredAnalysisComponent;
import org.opensearch.index.analysis.PreConfiguredTokenizer;
import org.opensearch.index.analysis.TokenizerFactory;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** One OpenSearch, in a folder and on a port of its own, for scripts/with_opensearch.py: FOLDER PORT. */
public final class OpenSearchForTests extends Node {
    /** The analyzers, without those that this Java has not the means for; every index makes them all. */
    public static final class Analyzers extends CommonAnalysisPlugin {
        private static final String LEFT_OUT = "thai";

        @Override
        public List<PreBuiltAnalyzerProviderFactory> getPreBuiltAnalyzerProviderFactories() {
            return without(super.getPreBuiltAnalyzerProviderFactories());
        }

        @Override
        public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
            return without(super.getPreConfiguredTokenizers());
        }

        @Override
        public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
            return without(super.getAnalyzers());
        }

        @Override
        public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
            return without(super.getTokenizers());
        }

        private static <T> Map<String, T> without(Map<String, T> all) {
            all.remove(LEFT_OUT);
            return all;
        }

        private static <T extends PreConfiguredAnalysisComponent<?>> List<T> without(List<T> all) {
            return all.stream().filter(one -> !one.getName().equals(LEFT_OUT)).toList();
        }
    }

    private OpenSearchForTests(Environment environment, Collection<Class<? extends Plugin>> modules) {
        super(environment, modules, false);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Settings settings =
            Settings.builder()
                .put("path.home", folder)
                .put("cluster.name", "gongkai-tests")
                .put("node.name", "one")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                .build();
        LogConfigurator.registerErrorListener();
        LogConfigurator.configureWithoutConfig(settings);
        Environment environment = new Environment(settings, Files.createDirectories(folder.resolve("config")));
        // What the program takes from its folder `modules`, Debian has among the classes.
        new OpenSearchForTests(environment, List.of(Analyzers.class, MapperExtrasPlugin.class, Netty4Plugin.class)).start();
        new CountDownLatch(1).await();
    }
}
