/** What AWS does and this account does not, or AWS leaves open, for the report. */
export const IAM_ASSUMPTIONS: readonly string[] = [
  'CloudFormation deploys with full rights: what it may do itself is not checked, nor who may pass which role to a service.',
  'IAM decides within the account: organizations, session policies and session tags are not emulated.',
  'A change of a policy or a role holds at once; AWS takes seconds until every region knows it.',
];
