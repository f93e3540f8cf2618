/** The bundle for CommonJS has the types of the package itself. */
declare module 'adaptivecards/dist/adaptivecards' {
  export * from 'adaptivecards';
}
