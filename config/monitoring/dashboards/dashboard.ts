/** A query of a panel and how its series are named. */
export interface Query {
  expr: string;
  legend: string;
}

/** One panel; `unit` is Grafana's name of a unit (s, reqps, percentunit, bytes, short). */
export interface Panel {
  title: string;
  description: string;
  kind: 'timeseries' | 'stat' | 'table';
  unit: string;
  queries: Query[];
  /** Of 24 columns. */
  width: number;
}

/** A dashboard: rows of panels, and the variables to choose by. */
export interface Dashboard {
  uid: string;
  title: string;
  description: string;
  variables: { name: string; label: string; query: string; multi: boolean }[];
  rows: { title: string; panels: Panel[] }[];
}
