// The layout as rules: which folder may import what. Each comment is what the failing build prints, so it says what to
// do instead. CONTRIBUTING.md holds the same table in prose, and test/architecture plants a violation of every rule.

/** A package may sit in a node_modules that was linked from elsewhere, so the path is not anchored at its start. */
const anyPackage = '(^|/)node_modules/';
const packages = (...names) => `${anyPackage}(${names.join('|')})/`;

const ours = '^(bin|lib|lambdas|examples)/';
const folders = (...names) => `^(${names.join('|')})/`;

/** The packages an adapter may talk to its outside system with. A new system's client is added here. */
const systemClients = ['@aws-sdk', '@smithy'];
const cdk = ['aws-cdk-lib', 'constructs'];
const terminal = ['commander', 'listr2', 'picocolors'];
const developmentTools = [
  // What payloads of channels are held to in tests: the domain writes their types by hand.
  '@slack/types',
  'adaptivecards',
  'jest',
  'jest-[^/]+',
  '@jest',
  '@swc',
  'fast-check',
  'eslint',
  'eslint-[^/]+',
  'typescript-eslint',
  'prettier',
  'typescript',
  'esbuild',
  'dependency-cruiser',
];

/** `import type`, `import { type … }` and `import('…').Type` leave nothing behind in the JavaScript. */
const typesOnly = ['type-only', 'type-import'];

const domain = [
  {
    name: 'domain-imports-nothing-of-ours',
    comment: 'Pass what the domain needs as an argument, or move the code that reaches outward into lib/adapters.',
    from: { path: folders('lib/domain') },
    to: { path: ours, pathNot: folders('lib/domain') },
  },
  {
    name: 'domain-packages',
    comment: 'Write it in plain TypeScript, or take it in as an argument: the only package of the domain is valibot.',
    from: { path: folders('lib/domain') },
    to: { path: anyPackage, pathNot: packages('valibot') },
  },
  {
    name: 'domain-no-built-ins',
    comment: 'Return the decision as data and let an adapter act on it: the domain touches no file, clock or network.',
    from: { path: folders('lib/domain') },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'domain-folders-in-one-direction',
    comment: 'Move what both folders need into one that imports neither: of two ideas one is the simpler.',
    scope: 'folder',
    from: { path: '^lib/domain/' },
    to: { circular: true },
  },
];

const flow = [
  {
    name: 'flow-imports-the-domain-only',
    comment: 'Declare the port in lib/domain, and let the handler or the command that calls the flow hand it over.',
    from: { path: folders('lib/flow') },
    to: { path: ours, pathNot: folders('lib/flow', 'lib/domain') },
  },
  {
    name: 'flow-packages',
    comment: 'Parse in the handler or in lib/domain, and call outside by a port: a use case only arranges.',
    from: { path: folders('lib/flow') },
    to: { path: anyPackage },
  },
  {
    name: 'flow-no-built-ins',
    comment: 'Take it in by a port of lib/domain: what a use case touches, its caller decides.',
    from: { path: folders('lib/flow') },
    to: { dependencyTypes: ['core'] },
  },
];

const shell = [
  {
    name: 'adapters-import-the-domain-only',
    comment: 'Declare the port in lib/domain and implement it here, so that the caller wires the two together.',
    from: { path: folders('lib/adapters') },
    to: { path: ours, pathNot: folders('lib/adapters', 'lib/domain') },
  },
  {
    name: 'adapters-packages',
    comment:
      'Use an @aws-sdk client, parse with valibot, or add the client of the new outside system to `systemClients` in .dependency-cruiser.cjs.',
    from: { path: folders('lib/adapters') },
    to: { path: anyPackage, pathNot: packages(...systemClients, 'valibot', 'canonicalize', 'yauzl') },
  },
  {
    name: 'lambdas-import-flow-domain-adapters-and-documents',
    // A calendar is read as a release is opened, and not before: what it says may have changed since anybody synthesized.
    comment:
      'Move the steps into lib/flow, the decision into lib/domain, the call into lib/adapters or the reading of a file into lib/documents.',
    from: { path: folders('lambdas') },
    to: { path: ours, pathNot: folders('lambdas', 'lib/flow', 'lib/domain', 'lib/adapters', 'lib/documents') },
  },
  {
    name: 'handlers-stay-apart',
    comment: 'Move what both handlers do into lib/flow, or what both parse and make into a file directly in lambdas.',
    from: { path: '^lambdas/([^/]+)/' },
    to: { path: '^lambdas/[^/]+/', pathNot: '^lambdas/$1/' },
  },
  {
    name: 'shared-parts-know-no-handler',
    comment: 'Move what the handler lends to the others into lib/flow, or into a file directly in lambdas.',
    from: { path: '^lambdas/[^/]+$' },
    to: { path: '^lambdas/[^/]+/' },
  },
];

const constructs = [
  {
    name: 'constructs-import-domain-and-documents',
    comment:
      'Name a handler by the path of its bundle, and keep values that synth and run time share in lib/domain: constructs run no product code.',
    from: { path: folders('lib/constructs') },
    to: { path: ours, pathNot: folders('lib/constructs', 'lib/domain', 'lib/documents') },
  },
  {
    name: 'constructs-packages',
    comment:
      'Do without, or move the work behind lib/domain or lib/documents: installing the library brings its peers only.',
    from: { path: folders('lib/constructs') },
    to: { path: anyPackage, pathNot: packages(...cdk) },
  },
  {
    name: 'cdk-stays-in-constructs',
    comment:
      'Read the synthesized template instead, or move the code to lib/constructs: a bundle must not carry the CDK.',
    from: { path: ours, pathNot: ['^lib/constructs/', '^bin/app\\.ts$', '^examples/'] },
    to: { path: packages(...cdk, 'cdk-nag') },
  },
];

const constructWings = [
  {
    name: 'constructs-gates-stand-alone',
    comment: 'Let the release ask the gate for it: a gate knows neither the release that asks it nor its platform.',
    from: { path: '^lib/constructs/gates/' },
    to: { path: '^lib/constructs/(release|platform)/' },
  },
  {
    name: 'constructs-platform-stands-alone',
    comment: 'Publish it as a parameter of the platform: a platform is deployed before any release, and knows none.',
    from: { path: '^lib/constructs/platform/' },
    to: { path: '^lib/constructs/(release|gates)/' },
  },
];

const rehearsal = [
  {
    name: 'rehearsal-imports-nothing-of-ours',
    comment:
      'Read it from the template or the bundle instead: a rehearsal that shares our code would grade us with our own answers.',
    from: { path: folders('lib/rehearsal') },
    to: { path: ours, pathNot: folders('lib/rehearsal') },
  },
  {
    name: 'rehearsal-by-its-face',
    comment:
      'Import it from lib/rehearsal/index.ts, and export there, with its docstring, what any user of a rehearsal may need.',
    from: { path: [ours, folders('bench')], pathNot: folders('lib/rehearsal') },
    to: { path: folders('lib/rehearsal'), pathNot: '^lib/rehearsal/index\\.ts$' },
  },
  {
    name: 'rehearsal-kernel-is-the-ground',
    comment: 'Turn the dependency round: let the service implement an interface that the kernel declares.',
    from: { path: '^lib/rehearsal/kernel/' },
    to: { path: '^lib/rehearsal/', pathNot: '^lib/rehearsal/kernel/' },
  },
  {
    name: 'rehearsal-services-stay-apart',
    comment:
      'Declare the port that the service needs in its own folder and wire it in the composition root, lib/rehearsal/account.',
    from: { path: '^lib/rehearsal/([^/]+)/', pathNot: '^lib/rehearsal/(kernel|account|scenario)/' },
    to: { path: '^lib/rehearsal/', pathNot: '^lib/rehearsal/(kernel|assembly|$1)/' },
  },
  {
    name: 'rehearsal-assembly-is-read-by-the-root',
    comment: 'Let the composition root read the assembly and hand over what the service needs.',
    from: { path: '^lib/rehearsal/[^/]+/', pathNot: '^lib/rehearsal/(kernel|account|assembly|cloudformation)/' },
    to: { path: '^lib/rehearsal/assembly/' },
  },
  {
    name: 'rehearsal-cloudformation-takes-assembly-types',
    comment: 'Import the type only (`import { type … }`) and take the assembly, already read, as an argument.',
    from: { path: '^lib/rehearsal/cloudformation/' },
    to: { path: '^lib/rehearsal/assembly/', dependencyTypesNot: typesOnly },
  },
];

const metrics = [
  {
    name: 'metrics-import-nothing-of-ours',
    comment: 'Write it in lib/metrics again: it runs inside of the handlers of users, and brings nothing with it.',
    from: { path: folders('lib/metrics') },
    to: { path: ours, pathNot: folders('lib/metrics') },
  },
  {
    name: 'metrics-packages',
    comment: 'Do without: what it imports, every handler of every user would carry.',
    from: { path: folders('lib/metrics') },
    to: { path: anyPackage },
  },
  {
    name: 'metrics-stay-in-handlers',
    comment: 'Read the page of the line that it writes instead: only a handler, or an example of one, imports it.',
    from: { path: ours, pathNot: folders('lib/metrics', 'examples') },
    to: { path: folders('lib/metrics') },
  },
];

const edges = [
  {
    name: 'documents-import-nothing-of-ours',
    comment: 'Return the parsed document and let the caller make a domain value of it.',
    from: { path: folders('lib/documents') },
    to: { path: ours, pathNot: folders('lib/documents') },
  },
  {
    name: 'documents-packages',
    comment: 'Read with yaml or saxes and parse with valibot; whatever else the document is for belongs to the caller.',
    from: { path: folders('lib/documents') },
    to: { path: anyPackage, pathNot: packages('yaml', 'saxes', 'valibot') },
  },
  {
    name: 'report-imports-domain-and-rehearsal',
    comment: 'Take it as an argument from lib/cli: a report joins results that others have fetched.',
    from: { path: folders('lib/report') },
    to: { path: ours, pathNot: folders('lib/report', 'lib/domain', 'lib/rehearsal') },
  },
  {
    name: 'report-takes-rehearsal-types',
    comment: 'Import the type only (`import { type … }`) and let lib/cli run the rehearsal and pass its result.',
    from: { path: folders('lib/report') },
    to: { path: folders('lib/rehearsal'), dependencyTypesNot: typesOnly },
  },
  {
    name: 'cli-imports-what-it-runs',
    comment:
      'Call lib/rehearsal, lib/report, lib/adapters, lib/flow, lib/domain or lib/documents, and read constructs, handlers and examples as assemblies on disk.',
    from: { path: folders('lib/cli') },
    to: {
      path: ours,
      pathNot: folders(
        'lib/cli',
        'lib/rehearsal',
        'lib/report',
        'lib/adapters',
        'lib/flow',
        'lib/domain',
        'lib/documents',
      ),
    },
  },
  {
    name: 'cli-commands-come-by-their-list',
    comment: 'Take the commands from lib/cli/commands/index.ts, and move what two of them need into lib/cli.',
    from: { path: ours, pathNot: '^lib/cli/commands/index\\.ts$' },
    to: { path: '^lib/cli/commands/', pathNot: '^lib/cli/commands/index\\.ts$' },
  },
  {
    name: 'terminal-packages-stay-in-the-cli',
    comment: 'Return data and let lib/cli print it: nothing else knows that there is a terminal.',
    from: { path: ours, pathNot: folders('lib/cli') },
    to: { path: packages(...terminal) },
  },
];

const entries = [
  {
    name: 'app-entry-goes-one-call-deep',
    comment: 'Move the code into the stack or the construct that it is about; bin/app.ts only puts stacks into an app.',
    from: { path: '^bin/app\\.ts$' },
    to: { pathNot: [folders('examples', 'lib/constructs'), packages('aws-cdk-lib', 'cdk-nag')] },
  },
  {
    name: 'cli-entry-goes-one-call-deep',
    comment: 'Move the code into lib/cli; an entry in bin makes one call to it.',
    from: { path: '^bin/', pathNot: '^bin/app\\.ts$' },
    to: { pathNot: folders('lib/cli') },
  },
  {
    name: 'examples-use-the-public-surface',
    comment:
      'Import from sluice, sluice/metrics or sluice/rehearsal, and export there what is missing: an example does what a user can do.',
    from: { path: folders('examples') },
    to: { path: folders('bin', 'lib', 'lambdas'), pathNot: '^lib/(constructs|metrics|rehearsal)/index\\.ts$' },
  },
  {
    name: 'examples-import-by-package-name',
    comment:
      'Write `sluice`, `sluice/metrics` or `sluice/rehearsal` instead of a path, so that the example can be copied into another project.',
    from: { path: folders('examples') },
    to: { path: '^lib/(constructs|metrics|rehearsal)/index\\.ts$', dependencyTypesNot: ['aliased-tsconfig-paths'] },
  },
];

const benches = [
  {
    name: 'held-out-seeds-only-judge',
    comment:
      'Take the draws as an argument and let bench/detection/bench-detection.ts make them: what a parameter is chosen with, it must not be judged with.',
    from: { path: [ours, folders('bench')], pathNot: '^bench/detection/bench-detection\\.ts$' },
    to: { path: '^bench/detection/held-out\\.ts$' },
  },
];

const everywhere = [
  {
    name: 'production-never-imports-tests',
    comment: 'Move the shared code to the production side and let the test import it.',
    from: { path: ours },
    to: { path: folders('test', 'bench', 'scripts') },
  },
  {
    name: 'production-never-imports-development-tools',
    comment: 'Keep the tool in test or scripts: what ships is only what runs.',
    from: { path: ours },
    to: { path: packages(...developmentTools, `@types/(jest|fast-check)`) },
  },
  {
    name: 'no-circular',
    comment: 'Move what both files need into a third that imports neither of them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Import the file from where it is needed, or delete it.',
    from: { orphan: true, path: '^lib/', pathNot: ['\\.d\\.ts$', '/index\\.ts$'] },
    to: {},
  },
  {
    name: 'no-unresolvable',
    comment: 'Correct the path, or add the package to package.json: no rule can judge an import that leads nowhere.',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...domain,
    ...flow,
    ...shell,
    ...constructs,
    ...constructWings,
    ...rehearsal,
    ...metrics,
    ...edges,
    ...entries,
    ...benches,
    ...everywhere,
  ].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // A type that is imported is a dependency too: it ties the two folders together when either changes.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
