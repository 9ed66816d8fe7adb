/** The few calls this package makes of a `pg` pool, so that tests can stand in for it. */
export interface SqlPool {
  query<Row>(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
}
