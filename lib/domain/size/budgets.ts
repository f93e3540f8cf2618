/**
 * How much there may be of what travels, in bytes of its JSON text in UTF-8. What AWS takes is more, and stands beside
 * each in docs/limits.md.
 */
export const BUDGETS = {
  /** The answers of all gates of a phase: they go from state to state together, with what they were asked by. */
  answersOfPhase: 200 * 1024,
  /** What is put around a verdict to make it an answer: the gate's name, and how often it was asked. */
  aroundVerdict: 200,
  /** One text of a verdict, where there is room for many. */
  verdictText: 2400,
  /** What green was asked, or what it answered, beside a reason. */
  exchange: 500,
  /** A gate's name: it is part of a key in the ledger and of what a gate's calls are marked by. */
  gateName: 64,
  /** The name of an error and its cause, where a gate broke; less where there are many gates. */
  brokenGate: 12_000,
  /** Why a release was refused, as the release itself keeps it; each gate's own record has more. */
  releaseReasons: 32 * 1024,
  /** What a release keeps of a gate that did not count. */
  releaseNote: 500,
  /** The key of a case: it is part of a key in the table of scores. */
  caseKey: 200,
  /** The answers of one version to one case, as they are kept with their score. */
  keptAnswers: 250 * 1024,
  /** Why a score was given, as it is kept with it. */
  keptReason: 16 * 1024,
  /** The file of a release's gates and their suites, which the askers read whole. */
  gateFile: 16 * 1024 * 1024,
  /** What the gates of a release may take of its manifest, one parameter. */
  manifest: 4096,
  /** Kept of it for the subject, and the names of bucket, file, role and alarms: at synth nobody knows how long they will be. */
  manifestNames: 1280,
  /** The facts of a commit as they are kept by its subject, with as many of its commits as fit. */
  facts: 100 * 1024,
  /** The same in a release, which each of its events repeats. */
  releaseFacts: 8 * 1024,
  /** One text of a commit, such as its subject. */
  factsText: 300,
  /** One reason, note or other line of a message. */
  messageLine: 500,
  /** The text of a message, as a mail has it. */
  message: 16 * 1024,
  /** A message as a value. */
  messageValue: 40 * 1024,
  /** The reason that CloudFormation is given for an alias that is not created. */
  creationReason: 1500,
  /** What is kept of what a function threw. */
  functionError: 2400,
} as const;
