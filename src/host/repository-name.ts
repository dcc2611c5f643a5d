/** Owner and name of a repository on the host, as parsed from an event. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}
