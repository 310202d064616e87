// Gives Dockerfiles to the parser and validator that editors use, and prints what it says: FILE:LINE: WORDS.
const { readFileSync } = require("fs");
const { DockerfileParser } = require("dockerfile-ast");
const { validate } = require("dockerfile-utils");

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  if (DockerfileParser.parse(text).getFROMs().length === 0) {
    console.log(`${file}:1: nothing is built`);
  }
  for (const problem of validate(text)) {
    console.log(`${file}:${problem.range.start.line + 1}: ${problem.message}`);
  }
}
