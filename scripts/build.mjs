// Builds everything that ships: each entry is bundled by esbuild, so that installing the package brings its peers and
// nothing else; the types come from the compiler.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleDynalite } from './bundle-dynalite.mjs';
import { keepFolders } from './keep-folders.mjs';
import { keepPublicTypes } from './keep-public-types.mjs';
import { roleCredentials } from './role-credentials.mjs';

const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  keepNames: true,
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
};

rmSync('dist', { recursive: true, force: true });

const lambdas = readdirSync('lambdas', { withFileTypes: true }).filter((entry) => entry.isDirectory());
await Promise.all([
  // The handlers, as AWS will run them: small, with the SDK inside, and the same bytes from any folder. Every cold start
  // loads one, so they carry nothing that it does not need.
  ...lambdas.map(({ name }) =>
    build({
      ...node,
      plugins: [roleCredentials],
      keepNames: false,
      entryPoints: [`lambdas/${name}/index.ts`],
      outfile: `dist/lambdas/${name}/index.js`,
      target: 'node20',
      minify: true,
      mainFields: ['module', 'main'],
    }),
  ),
  build({
    ...node,
    entryPoints: { index: 'lib/constructs/index.ts' },
    outdir: 'dist',
    external: ['aws-cdk-lib', 'constructs'],
  }),
  // A handler carries it, so it is as small as a handler's own bundle, and has nothing inside but itself.
  build({ ...node, keepNames: false, entryPoints: { metrics: 'lib/metrics/index.ts' }, outdir: 'dist' }),
  build({
    ...node,
    plugins: [bundleDynalite],
    entryPoints: {
      sluice: 'bin/sluice.ts',
      rehearsal: 'lib/rehearsal/index.ts',
      'handler-thread': 'lib/rehearsal/lambda/thread/handler-thread.ts',
    },
    outdir: 'dist',
  }),
  build({
    ...node,
    entryPoints: {
      app: 'bin/app.ts',
      'rehearse-manga-assist': 'examples/manga-assist/rehearse.ts',
      'synth-manga-assist': 'examples/manga-assist/synth-releases.ts',
      'write-manga-suite': 'examples/manga-assist/quality/write-suite.ts',
    },
    outdir: 'dist/examples',
    external: ['aws-cdk-lib', 'constructs', 'cdk-nag', 'sluice/package.json'],
  }),
  build({
    ...node,
    plugins: [bundleDynalite, keepFolders],
    entryPoints: {
      bench: 'bench/main.ts',
      'play-plans': 'bench/end-to-end/play-plans.ts',
      'detection-thread': 'bench/detection/detection-thread.ts',
      'play-case': 'bench/rehearsal/play-case.ts',
      'time-calls': 'bench/metrics/time-calls.ts',
      'synth-variant': 'bench/synth/synth-variant.ts',
      soak: 'bench/soak/main.ts',
      'play-batch': 'bench/soak/play-batch.ts',
    },
    outdir: 'dist/bench',
    external: ['aws-cdk-lib', 'constructs', 'esbuild'],
  }),
  build({
    ...node,
    plugins: [bundleDynalite, keepFolders],
    entryPoints: { fuzz: 'test/fuzz/main.ts', 'fuzz-thread': 'test/fuzz/fuzz-thread.ts' },
    outdir: 'dist/fuzz',
    external: ['aws-cdk-lib', 'constructs', 'esbuild'],
  }),
]);

if (!process.argv.includes('--no-types')) {
  execFileSync('node_modules/.bin/tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  keepPublicTypes(
    'dist/types',
    Object.values(exports).flatMap(({ types }) => types ?? []),
  );
}
if (!existsSync('dist/index.js')) throw new Error('The build made no dist/index.js.');
