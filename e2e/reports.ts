import { readFileSync } from "node:fs";
import { relative } from "node:path";

export type Counts = { passed: number; failed: number; skipped: number };
/** What a run of tests came to: how many, how long each file took, and which passed at the second try only. */
export type Run = Counts & { files: { file: string; seconds: number }[]; flaky: string[] };

export const nothing: Run = { passed: 0, failed: 0, skipped: 0, files: [], flaky: [] };
export const one = (ok: boolean): Run => ({ ...nothing, passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: unknown[];
  }[];
};

export function ofVitest({ testResults, ...read }: VitestReport, root: string): Run {
  // A file that cannot be loaded, or that skips itself whole, has no tests to count; it counts as one.
  const empty = testResults.filter((file) => file.assertionResults.length === 0);
  const broken = empty.filter((file) => file.status === "failed").length;
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + broken,
    skipped: read.numPendingTests + read.numTodoTests + empty.length - broken,
    files: testResults.map(({ name, startTime, endTime }) => ({
      file: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    })),
    flaky: [],
  };
}

type Suite = { file: string; suites?: Suite[]; specs: Spec[] };
type Spec = { title: string; tests: { status: string; results: { duration: number }[] }[] };
type PlaywrightReport = {
  stats: Record<"expected" | "unexpected" | "flaky" | "skipped", number>;
  suites: Suite[];
};

export function ofPlaywright({ stats, suites }: PlaywrightReport): Run {
  const specs = (suite: Suite): Spec[] => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    files: suites.map((suite) => ({
      file: `e2e/${suite.file}`,
      seconds: specs(suite)
        .flatMap(({ tests }) =>
          tests.flatMap(({ results }) => results.map(({ duration }) => duration / 1000)),
        )
        .reduce((sum, seconds) => sum + seconds, 0),
    })),
    flaky: suites.flatMap((suite) =>
      specs(suite)
        .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
        .map(({ title }) => `e2e/${suite.file}: ${title}`),
    ),
  };
}

/** What a report says; a run that went wrong outside its tests, or left no report, has failed once more. */
export function read<Report>(ok: boolean, file: string, as: (report: Report) => Run): Run {
  try {
    const run = as(JSON.parse(readFileSync(file, "utf8")) as Report);
    if (run.passed + run.failed === 0) return one(false);
    return ok || run.failed > 0 ? run : { ...run, failed: 1 };
  } catch {
    return one(false);
  }
}
