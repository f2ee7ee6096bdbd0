/** What one check found. `skip`: this user may not look. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail' | 'skip';
  what: string;
}

export const ok = (what: string): Finding => ({ level: 'ok', what });
export const warn = (what: string): Finding => ({ level: 'warn', what });
export const fail = (what: string): Finding => ({ level: 'fail', what });
