/** How a server is set up. */
export interface ServerSettings {
  /** Where people reach it, without a slash at the end: `https://insight.example.org`. What tokens name as their issuer. */
  readonly publicUrl: string;
  /** Whether the last address of X-Forwarded-For is believed: only behind a proxy of one's own. */
  readonly trustProxy: boolean;
  /** Whether plain http is refused, and browsers are told to remember it. */
  readonly requireHttps: boolean;
  /** Other sites whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** Whether anybody may register; where not, administrators make accounts. */
  readonly registration: 'open' | 'closed';
  /** By which a program elsewhere reads the figures of the server; null where none does. */
  readonly metricsToken: string | null;
  /** What runs of tools may cost the host in a UTC day, US dollars, each counted as the most that it may cost; null: no end. */
  readonly hostUsdADay: number | null;
}
