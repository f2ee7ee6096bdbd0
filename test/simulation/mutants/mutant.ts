/** A change of the operator that brings a defect (back): `from` is there once in `file`. */
export interface Mutant {
  /** The defect that is taken back, or what the change does. */
  name: string;
  file: string;
  from: string;
  to: string;
}
