/** A checklist to begin with, as the text of a file: a team changes the names and leaves out what it has no use for. */
export const STANDARD_CHECKLIST = `# What has to be done around a release, by time. T is when the release starts.
# Before T-0 stands what it needs to start; what is due after it is counted from when all traffic has moved.
# Where one stands: sluice checklist RELEASE --file THIS-FILE
schema: 1
items:
  # A day before: what CI attests (sluice attest ci --check unit …), and who has to know.
  - id: unit-tests
    what: The unit tests pass
    due: T-24h
    attested: unit
  - id: security-scan
    what: Nothing severe was found by the scanners
    due: T-24h
    attested: security
  - id: on-call
    what: Somebody is on call, and knows of the release
    due: T-24h
    attested: on-call

  # Four hours before: staging. Executed by --run, and attested as what comes of it.
  - id: staging-logs
    what: The logs of staging have been clean for four hours
    due: T-4h
    attested: staging-logs
    run:
      logs:
        group: /aws/lambda/CHANGE-ME-staging
        filter: '?ERROR ?"Task timed out" ?"Runtime exited"'
        since: 4h
  - id: staging-smoke
    what: The smoke tests of staging pass
    due: T-4h
    attested: staging-smoke
    run:
      suite:
        file: smoke.yaml
        function: CHANGE-ME-staging
        qualifier: live

  # At the start: who says go (sluice approve --as release-manager …), and what the release asks itself.
  - id: go
    what: The release manager says go
    due: T-0
    attested: release-manager
  - id: health
    what: The new version is healthy
    due: T-0
    gate: health

  # Once all traffic has moved: what a person looks at, and says.
  - id: dashboard
    what: The dashboard of the service shows nothing new
    due: T+15m
    link: https://example.com/CHANGE-ME/dashboard
    attested: dashboard-looked-at
  - id: live-logs
    what: The logs of the live function have been clean for an hour
    due: T+1h
    attested: live-logs
    run:
      logs:
        group: /aws/lambda/CHANGE-ME
        filter: '?ERROR ?"Task timed out" ?"Runtime exited"'
        since: 1h
  - id: day-after
    what: Nobody reported anything for a day, and what was learned is written down
    due: T+24h
    attested: day-after
`;
