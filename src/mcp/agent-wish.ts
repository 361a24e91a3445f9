/** What the agents of one session may spend and read. */
export interface AgentWish {
  /** YouTube units that the session may spend. */
  readonly mostUnits: number;
  /** Calls of YouTube search, of which there are few a day. */
  readonly mostSearches: number;
  /** The one folder whose files may be read; null for none. */
  readonly files: string | null;
  /** Tells where an unexpected failure came from. */
  readonly debug: boolean;
}

/** What came of a session. */
export interface AgentResult {
  readonly schemaVersion: 1;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  /** ISO 8601 UTC. */
  readonly stoppedAt: string;
  readonly calls: number;
  readonly units: number;
  readonly searches: number;
}

/** The tools for agents, over standard input and output. */
export interface AgentServer {
  /**
   * Answers until standard input ends or the run is interrupted. Standard output is the agent's from then on: what is
   * printed afterwards goes to stderr.
   * @throws Failure `not-found` where the folder is none, `usage` for a message on stdin that is too long
   */
  serve(wish: AgentWish): Promise<AgentResult>;
}
