/** What a CI system says of a run. All of it is foreign text. */
export interface CiFacts {
  readonly name: string;
  readonly runUrl?: string | undefined;
  readonly sha?: string | undefined;
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly pullRequest?: { readonly id: string; readonly url?: string | undefined } | undefined;
  /** Where the commit can be seen. */
  readonly url?: string | undefined;
  /** Who started the run, as the system names them. */
  readonly by?: string | undefined;
}

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

interface CiSystem {
  /** Whether a run of it has this environment. */
  readonly runs: (variables: Variables) => boolean;
  readonly facts: (variables: Variables) => CiFacts;
}

/** Each by its own documented variables; the first that knows itself counts. */
const SYSTEMS: readonly CiSystem[] = [
  {
    // GitHub Docs, "Variables reference", section "Default environment variables".
    runs: ({ GITHUB_ACTIONS }) => GITHUB_ACTIONS === 'true',
    facts: (of) => {
      const repository = joined(of.GITHUB_SERVER_URL, of.GITHUB_REPOSITORY);
      const [, number] = /^refs\/pull\/(\d+)\//.exec(of.GITHUB_REF ?? '') ?? [];
      return {
        name: 'GitHub Actions',
        runUrl: joined(repository, 'actions/runs', of.GITHUB_RUN_ID),
        sha: of.GITHUB_SHA,
        branch: said(of.GITHUB_HEAD_REF) ?? (of.GITHUB_REF_TYPE === 'branch' ? of.GITHUB_REF_NAME : undefined),
        tag: of.GITHUB_REF_TYPE === 'tag' ? of.GITHUB_REF_NAME : undefined,
        pullRequest: pullRequest(number, joined(repository, 'pull', number)),
        url: joined(repository, 'commit', of.GITHUB_SHA),
        by: of.GITHUB_ACTOR,
      };
    },
  },
  {
    // GitLab Docs, "Predefined CI/CD variables reference".
    runs: ({ GITLAB_CI }) => GITLAB_CI === 'true',
    facts: (of) => ({
      name: 'GitLab CI/CD',
      runUrl: of.CI_PIPELINE_URL,
      sha: of.CI_COMMIT_SHA,
      branch: said(of.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME) ?? of.CI_COMMIT_BRANCH,
      tag: of.CI_COMMIT_TAG,
      pullRequest: pullRequest(
        of.CI_MERGE_REQUEST_IID,
        joined(of.CI_MERGE_REQUEST_PROJECT_URL ?? of.CI_PROJECT_URL, '-/merge_requests', of.CI_MERGE_REQUEST_IID),
      ),
      url: joined(of.CI_PROJECT_URL, '-/commit', of.CI_COMMIT_SHA),
      by: of.GITLAB_USER_LOGIN,
    }),
  },
  {
    // Atlassian Support, "Variables and secrets" of Bitbucket Pipelines, section "Default variables".
    runs: ({ BITBUCKET_BUILD_NUMBER }) => said(BITBUCKET_BUILD_NUMBER) !== undefined,
    facts: (of) => {
      const repository =
        said(of.BITBUCKET_GIT_HTTP_ORIGIN) ?? joined('https://bitbucket.org', of.BITBUCKET_REPO_FULL_NAME);
      return {
        name: 'Bitbucket Pipelines',
        runUrl: joined(repository, 'pipelines/results', of.BITBUCKET_BUILD_NUMBER),
        sha: of.BITBUCKET_COMMIT,
        branch: of.BITBUCKET_BRANCH,
        tag: of.BITBUCKET_TAG,
        pullRequest: pullRequest(of.BITBUCKET_PR_ID, joined(repository, 'pull-requests', of.BITBUCKET_PR_ID)),
        url: joined(repository, 'commits', of.BITBUCKET_COMMIT),
        by: of.BITBUCKET_STEP_TRIGGERER_UUID,
      };
    },
  },
  {
    // AWS CodeBuild User Guide, "Environment variables in build environments". Before Jenkins, as it may be its agent.
    runs: ({ CODEBUILD_BUILD_ID }) => said(CODEBUILD_BUILD_ID) !== undefined,
    facts: (of) => {
      const trigger = /^(branch|tag|pr)\/(.+)$/.exec(of.CODEBUILD_WEBHOOK_TRIGGER ?? '');
      const triggered = (kind: string) => (trigger?.[1] === kind ? trigger[2] : undefined);
      const [, head] = /^refs\/heads\/(.+)$/.exec(of.CODEBUILD_WEBHOOK_HEAD_REF ?? '') ?? [];
      return {
        name: 'AWS CodeBuild',
        runUrl: of.CODEBUILD_BUILD_URL,
        sha: of.CODEBUILD_RESOLVED_SOURCE_VERSION,
        branch: triggered('branch') ?? head,
        tag: triggered('tag'),
        pullRequest: pullRequest(triggered('pr')),
        by: of.CODEBUILD_INITIATOR,
      };
    },
  },
  {
    // Jenkins, "Using a Jenkinsfile", section "Using environment variables"; branches and changes are of its plugins "Git"
    // and "Branch API".
    runs: ({ JENKINS_URL }) => said(JENKINS_URL) !== undefined,
    facts: (of) => ({
      name: 'Jenkins',
      runUrl: of.BUILD_URL,
      sha: of.GIT_COMMIT,
      branch:
        said(of.CHANGE_BRANCH) ??
        (said(of.TAG_NAME) ? undefined : (said(of.BRANCH_NAME) ?? localBranch(of.GIT_BRANCH))),
      tag: of.TAG_NAME,
      pullRequest: pullRequest(of.CHANGE_ID, of.CHANGE_URL),
      by: of.CHANGE_AUTHOR,
    }),
  },
];

/** What the CI system says of this run; undefined where it is none that is known. */
export function ciFacts(variables: Variables): CiFacts | undefined {
  const facts = SYSTEMS.find(({ runs }) => runs(variables))?.facts(variables);
  // A variable that is set to nothing says nothing.
  return (
    facts &&
    (Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''),
    ) as unknown as CiFacts)
  );
}

function pullRequest(id: string | undefined, url?: string): CiFacts['pullRequest'] {
  const known = said(id);
  return known === undefined ? undefined : { id: known, ...(said(url) === undefined ? {} : { url }) };
}

/** The parts of an address in a row; undefined where one of them is not known. */
function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.map(said);
  return known.includes(undefined) ? undefined : known.map((part) => part?.replace(/\/+$/, '')).join('/');
}

/** A branch of a remote by its own name. */
function localBranch(branch: string | undefined): string | undefined {
  return branch?.replace(/^origin\//, '');
}

function said(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
