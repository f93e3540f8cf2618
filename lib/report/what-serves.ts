import type { ReportedRelease } from './report';

type Served = Pick<ReportedRelease, 'alias' | 'outcome' | 'deployment' | 'serving'>;

/** Where a release that was not rolled back, or an earlier one, has left the alias, in few words; none where it need not be said. */
export function leftBehind({ alias, outcome, deployment, serving }: Served): readonly string[] {
  const [first, second] = serving;
  if (!first || outcome === 'first-deploy') return [];
  if (second) return [`alias ${alias} stays split: ${percent(second.share)} on version ${second.version}`];
  if (outcome !== 'failed' || !deployment) return [];
  const { version } = first;
  return [version === deployment.blue ? `version ${version} serves` : `alias ${alias} stays on version ${version}`];
}

/** The same for whoever has to mend it: why, and what comes of it. */
export function leftBehindNotes({ alias, outcome, deployment, serving }: Served): readonly string[] {
  const [first, second] = serving;
  if (!first || outcome === 'first-deploy') return [];
  return [
    ...(outcome === 'failed' && deployment ? whyNotRolledBack(deployment, serving) : []),
    ...(second
      ? [
          `The alias ${alias} stays split: ${percent(second.share)} of its calls go to version ${second.version}, ` +
            `${percent(first.share)} to version ${first.version}. CodeDeploy fails every deployment of it until it points to one version.`,
        ]
      : []),
  ];
}

function whyNotRolledBack(
  { status, rollbackId, blue }: NonNullable<Served['deployment']>,
  serving: Served['serving'],
): readonly string[] {
  const isBack = serving.every(({ version }) => version === blue);
  if (status === 'Succeeded' || isBack) return [];
  return [
    rollbackId === null
      ? 'Nothing rolled the deployment back: its group, or whoever stopped it, asks for no rollback after such an end.'
      : `The rollback ${rollbackId} did not bring the alias back to version ${blue}.`,
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
