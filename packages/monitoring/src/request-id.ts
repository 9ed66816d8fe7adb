const SHAPE = /^[A-Za-z0-9._-]{8,100}$/;

/** The caller's request id when it is fit for a log line, else a new one. It follows into jobs. */
export const requestIdOf = (header: unknown, newId: () => string): string =>
  typeof header === 'string' && SHAPE.test(header) ? header : newId();
