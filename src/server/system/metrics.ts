/** Upper ends of the classes that durations are counted in, seconds. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A request that was answered. */
export interface Answered {
  readonly method: string;
  /** As it was declared, never the address itself: `/things/{id}`. Null for what no route has. */
  readonly route: string | null;
  readonly status: number;
  readonly seconds: number;
}

/** What this process has done since it began. */
export class Metrics {
  private readonly requests = new Map<string, number>();
  private readonly inBuckets = BUCKETS_S.map(() => 0);
  private total = { count: 0, seconds: 0 };
  private underWay = 0;

  begin(): void {
    this.underWay += 1;
  }

  end({ method, route, status, seconds }: Answered): void {
    this.underWay -= 1;
    // Methods that nobody knows would be as many series as somebody likes to make.
    const known = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method) ? method : 'other';
    const labels = `method="${known}",route="${route ?? 'none'}",status="${status}"`;
    this.requests.set(labels, (this.requests.get(labels) ?? 0) + 1);
    this.total = { count: this.total.count + 1, seconds: this.total.seconds + seconds };
    BUCKETS_S.forEach((most, at) => {
      if (seconds <= most) this.inBuckets[at] = (this.inBuckets[at] ?? 0) + 1;
    });
  }

  /** Prometheus' text format 0.0.4. */
  text(): string {
    const { count, seconds } = this.total;
    return [
      '# HELP insight_requests_total Requests answered by this process.',
      '# TYPE insight_requests_total counter',
      ...[...this.requests].map(([labels, number]) => `insight_requests_total{${labels}} ${number}`),
      '# HELP insight_requests_under_way Requests that this process is answering.',
      '# TYPE insight_requests_under_way gauge',
      `insight_requests_under_way ${this.underWay}`,
      '# HELP insight_request_seconds How long answers took.',
      '# TYPE insight_request_seconds histogram',
      ...BUCKETS_S.map((most, at) => `insight_request_seconds_bucket{le="${most}"} ${this.inBuckets[at] ?? 0}`),
      `insight_request_seconds_bucket{le="+Inf"} ${count}`,
      `insight_request_seconds_sum ${seconds}`,
      `insight_request_seconds_count ${count}`,
      '',
    ].join('\n');
  }
}
