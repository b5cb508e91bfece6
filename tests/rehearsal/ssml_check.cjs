// Reads {"folder", "cases": [{"locale", "ssml"}]} and writes what ssml-check-core finds, one list a case.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");

const { folder, cases } = JSON.parse(readFileSync(0, "utf8"));
const { check } = createRequire(`${folder}/`)("ssml-check-core");
Promise.all(cases.map(({ locale, ssml }) => check(ssml, { platform: "amazon", locale }))).then(
  (found) => process.stdout.write(JSON.stringify(found.map((faults) => faults ?? []))),
);
