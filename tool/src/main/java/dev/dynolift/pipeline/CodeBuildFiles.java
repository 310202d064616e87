package dev.dynolift.pipeline;

import dev.dynolift.manifest.GeneratedFile;
import java.util.List;

/** What the two projects of CodeBuild run, which CodePipeline starts one after the other. */
final class CodeBuildFiles {

    private CodeBuildFiles() {}

    static List<GeneratedFile> of(String root, PipelineScripts scripts) {
        String folder = scripts.equals(PipelineScripts.IMAGE) ? "" : "site/";
        return List.of(
                GeneratedFile.text(
                        root + "buildspec.yml",
                        PipelineFiles.resource(folder + "buildspec.yml")
                                .replace(
                                        "<node>",
                                        scripts.node().map(CodeBuildFiles::node).orElse(""))),
                GeneratedFile.text(
                        root + "ci/deploy.buildspec.yml", PipelineFiles.resource(folder + "deploy.buildspec.yml")));
    }

    private static String node(String version) {
        return "  install:\n    runtime-versions:\n      nodejs: " + version + "\n";
    }
}
