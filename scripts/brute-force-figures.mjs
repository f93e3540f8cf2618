/**
 * The figures of `sluice metrics`, worked out a second time from what `sluice metrics --export FILE` wrote. It imports
 * nothing of the product, goes through everything again and again instead of being clever, and follows the words of
 * `docs/guides/figures.md`: where it and the product disagree, one of them does not do what the guide says.
 *
 *     node scripts/brute-force-figures.mjs history.json
 */
import { readFileSync } from 'node:fs';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const UNKNOWN = 'unknown';
const ENDED = ['released', 'blocked', 'rolled-back', 'failed'];

const median = (values) => {
  if (values.length === 0) return UNKNOWN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
};

/** Of so many coins, how many heads or fewer there are with a chance of at most 2.5 %: exactly, by whole numbers. */
const ranks = (count) => {
  let ways = 1n;
  let sum = 0n;
  for (let heads = 0; heads <= count; heads++) {
    sum += ways;
    if (sum * 40n > 2n ** BigInt(count)) return heads;
    ways = (ways * BigInt(count - heads)) / BigInt(heads + 1);
  }
  return 0;
};

const medianBounds = (values, independent) => {
  const rank = ranks(independent);
  if (rank === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.floor(((rank - 1) * sorted.length) / independent);
  return { lower: sorted[place], upper: sorted[sorted.length - 1 - place] };
};

/** The shares at which what was seen is exactly 1.96 standard errors away. */
const wilson = (hits, trials) => {
  const z = 1.959963984540054;
  const a = trials + z * z;
  const b = -(2 * hits + z * z);
  const c = (hits * hits) / trials;
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  return { lower: (-b - root) / (2 * a), upper: (-b + root) / (2 * a) };
};

const atMost = (count, mean) => {
  let sum = 0;
  let logTerm = -mean;
  for (let k = 0; k <= count; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log(mean) - Math.log(k + 1);
  }
  return sum;
};

const poisson = (count) => {
  const solve = (isAbove) => {
    let [low, high] = [0, 2 * count + 50];
    for (let step = 0; step < 100; step++) {
      const middle = (low + high) / 2;
      if (isAbove(middle)) high = middle;
      else low = middle;
    }
    return low;
  };
  return {
    lower: count === 0 ? 0 : solve((mean) => 1 - atMost(count - 1, mean) > 0.025),
    upper: solve((mean) => atMost(count, mean) < 0.025),
  };
};

const medianOf = (values, unknownFor, independent = values.length) => ({
  value: median(values),
  interval: medianBounds(values, independent),
  of: values.length,
  unknownFor,
});

const share = (hits, of) => (of === 0 ? { value: UNKNOWN } : { value: hits / of, interval: wilson(hits, of) });

const perWeek = (count, period) => {
  const weeks = (period.to - period.from) / WEEK;
  const bounds = poisson(count);
  return {
    value: count / weeks,
    interval: { lower: bounds.lower / weeks, upper: bounds.upper / weeks },
    of: count,
    unknownFor: 0,
  };
};

/** Whether customers had it fail: yes, no or unknown. */
const failure = (release) => {
  if (release.state === 'failed') return 'yes';
  if (release.state !== 'rolled-back') return 'no';
  if (release.requests === undefined) return UNKNOWN;
  return release.requests >= 1 ? 'yes' : 'no';
};

const sameAlias = (one, other) => one.service === other.service && one.alias === other.alias;
const endedSoonBefore = (other, release) =>
  other.endedAt !== undefined && other.endedAt <= release.openedAt && release.openedAt - other.endedAt <= 48 * HOUR;

const reworkOf = (release, all) => {
  if (['annotation', 'branch', 'commit'].includes(release.hotfix)) return release.hotfix;
  const before = all.filter((other) => sameAlias(other, release) && endedSoonBefore(other, release));
  if (before.some((other) => failure(other) === 'yes')) return 'after-failure';
  if (before.some((other) => failure(other) === UNKNOWN)) return UNKNOWN;
  return release.hotfix === 'no' ? 'no' : UNKNOWN;
};

const restored = (release, all) => {
  if (release.state === 'rolled-back') return release.endedAt;
  const later = all.filter(
    (other) => sameAlias(other, release) && other.state === 'released' && other.endedAt > release.endedAt,
  );
  return later.length === 0 ? undefined : Math.min(...later.map((other) => other.endedAt));
};

const knownSpans = (spans) => {
  const known = spans.filter((span) => span !== undefined);
  return medianOf(known, spans.length - known.length);
};
const span = (from, to) => (from === undefined || to === undefined ? undefined : to - from);

/**
 * The figures of those releases of one source that ended in a period. What mends what goes by all releases that are known,
 * whatever their source.
 */
function figures(mine, all, { labels, effort, pages }, period) {
  const within = (at) => at !== undefined && at >= period.from && at < period.to;
  const ended = mine.filter((release) => ENDED.includes(release.state) && within(release.endedAt));
  const deployments = ended.filter((release) => release.state === 'released');
  const perhaps = ended.filter((release) => failure(release) === UNKNOWN);
  const failures = ended.filter((release) => failure(release) === 'yes');
  const ids = ended.map((release) => release.id);
  const own = (said) => said.filter(({ releaseId }) => ids.includes(releaseId));

  const annotated = deployments.filter((release) => release.committedAt !== undefined);
  const leadTimes = annotated.flatMap((release) => release.committedAt.map((at) => release.endedAt - at));
  const withCommits = annotated.filter((release) => release.committedAt.length > 0).length;

  const reached = deployments.length + failures.length;
  const changeFailRate =
    perhaps.length === 0
      ? { ...share(failures.length, reached), of: reached, unknownFor: 0 }
      : {
          value: UNKNOWN,
          between: {
            least: reached === 0 ? 0 : failures.length / reached,
            most: (failures.length + perhaps.length) / (reached + perhaps.length),
          },
          of: reached,
          unknownFor: perhaps.length,
        };

  const reworked = deployments.map((release) => reworkOf(release, all));
  const sources = ['annotation', 'branch', 'commit', 'after-failure'];
  const rework = reworked.filter((one) => sources.includes(one)).length;
  const reworkUnknown = reworked.filter((one) => one === UNKNOWN).length;
  const deploymentReworkRate =
    reworkUnknown === 0
      ? { ...share(rework, deployments.length), of: deployments.length, unknownFor: 0 }
      : {
          value: UNKNOWN,
          between: { least: rework / deployments.length, most: (rework + reworkUnknown) / deployments.length },
          of: deployments.length,
          unknownFor: reworkUnknown,
        };

  const unseen = ended.filter((release) => release.state === 'rolled-back' && release.requests === 0).length;
  const kept = ended.filter((release) => release.state === 'blocked').length + unseen;

  const inTime = (release) => release.endedAt - (release.shiftedAt ?? release.openedAt) <= 48 * HOUR;
  const soon = deployments.filter((release) =>
    all.some(
      (other) =>
        sameAlias(other, release) &&
        endedSoonBefore(other, release) &&
        (other.state === 'released' || failure(other) !== 'no'),
    ),
  );
  const broken = ended.filter(({ glassBroken }) => glassBroken === true).length;
  const unsaid = ended.filter(({ source, glassBroken }) => source === 'imported' && glassBroken === undefined).length;
  const mended =
    failures.filter((release) => release.state === 'rolled-back' && inTime(release)).length +
    soon.filter((release) => sources.includes(reworkOf(release, all))).length;
  const mendedUnknown =
    perhaps.filter(inTime).length + soon.filter((release) => reworkOf(release, all) === UNKNOWN).length;

  const bad = [...failures, ...perhaps];
  const hit = bad.filter((release) => release.failedRequests !== undefined);
  const requests = hit.reduce((sum, release) => sum + release.failedRequests, 0);

  const sum = (value, of, unknownFor, between) =>
    unknownFor === 0 ? { value, of, unknownFor } : { value: UNKNOWN, between, of, unknownFor };

  const entries = own(effort);
  const worked = new Set(entries.map(({ releaseId }) => releaseId)).size;
  const judged = own(labels);
  const right = judged.filter((label) => label.right).length;
  const unlabelled = ended.filter(
    (release) => release.state !== 'released' && !judged.some(({ releaseId }) => releaseId === release.id),
  ).length;
  const sent = pages?.filter(({ at, releaseId }) => within(at) && mine.some(({ id }) => id === releaseId));

  return {
    changeLeadTime: medianOf(leadTimes, deployments.length - annotated.length, withCommits),
    deploymentFrequency: perWeek(deployments.length, period),
    failedDeploymentRecoveryTime: knownSpans([
      ...failures.map((release) => span(release.shiftedAt, restored(release, all))),
      ...perhaps.map(() => undefined),
    ]),
    changeFailRate,
    deploymentReworkRate,
    prevented: sum(kept, kept, perhaps.length, { least: kept, most: kept + perhaps.length }),
    deploymentDuration: knownSpans(deployments.map((release) => span(release.openedAt, release.endedAt))),
    timeToDetect: knownSpans([
      ...failures.map((release) => span(release.shiftedAt, release.decidedAt)),
      ...perhaps.map(() => undefined),
    ]),
    rollbacksAndHotfixes: sum(mended, mended, mendedUnknown, { least: mended, most: mended + mendedUnknown }),
    breakGlass: sum(broken, broken, unsaid, { least: broken, most: broken + unsaid }),
    requestsHit: sum(requests, hit.length, bad.length - hit.length, { least: requests }),
    pagesPerWeek: sent ? perWeek(sent.length, period) : { value: UNKNOWN, of: 0, unknownFor: ended.length },
    batchSize: knownSpans(deployments.map((release) => release.commits)),
    humanMinutes: {
      value: entries.length === 0 ? UNKNOWN : entries.reduce((total, { minutes }) => total + minutes, 0),
      of: worked,
      unknownFor: ended.length - worked,
    },
    gatePrecision: { ...share(right, judged.length), of: judged.length, unknownFor: unlabelled },
  };
}

/** The figures of each source: what was imported counts until the first release of the ledger. */
function sections({ period, ...history }) {
  const imported = history.releases.filter(({ source }) => source === 'imported');
  const kept = history.releases.filter(({ source }) => source === 'ledger');
  const first = Math.min(Infinity, ...kept.map(({ openedAt }) => openedAt));
  const cut = imported.length === 0 ? period.from : Math.min(period.to, Math.max(period.from, first));
  const of = (source, from, to) => ({
    source,
    from,
    to,
    figures: figures(source === 'ledger' ? kept : imported, history.releases, history, { from, to }),
  });
  return [
    ...(cut > period.from ? [of('imported', period.from, cut)] : []),
    ...(cut < period.to ? [of('ledger', cut, period.to)] : []),
  ];
}

const [file] = process.argv.slice(2);
const given = JSON.parse(readFileSync(file, 'utf8'));
process.stdout.write(`${JSON.stringify(Array.isArray(given) ? given.map(sections) : sections(given))}\n`);
