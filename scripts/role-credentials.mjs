/**
 * Leaves out of a handler's bundle all the places but one where the SDK looks for credentials. Lambda puts those of the
 * function's role in the environment variables (Lambda Developer Guide, "Working with Lambda environment variables");
 * files, single sign-on and instance metadata are never there, and their code would be loaded at every cold start.
 */
export const roleCredentials = {
  name: 'role-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'role-credentials',
      namespace: 'role-credentials',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'role-credentials' }, ({ pluginData: resolveDir }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      loader: 'js',
      resolveDir,
    }));
  },
};
