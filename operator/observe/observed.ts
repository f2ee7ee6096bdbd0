import type { Problem } from '../api/conditions.ts';
import type { KubeObject } from '../controller/object.ts';
import type { ProgressLine, ResolvedFile } from '../model-store/report.ts';
import type { Measurement } from './measures.ts';

/** What the cluster holds of one service, at one moment. Objects that are not there are undefined. */
export interface Observed {
  /** That moment, in milliseconds of Unix time. */
  now: number;
  claim: KubeObject | undefined;
  /** Claims that the present Deployment mounts, or that former volumes of the service have, apart from `claim`. */
  otherClaims: KubeObject[];
  /** While the volume is not verified: what could mount it, server pods and the Deployments of those who share it. */
  mounters: { pods: KubeObject[]; deployments: KubeObject[] };
  manifest: KubeObject | undefined;
  /** Download Jobs of the service's volume. */
  jobs: KubeObject[];
  jobPods: KubeObject[];
  /** Last line of progress of the running download. */
  progress: ProgressLine | undefined;
  /** The TTSLexicons of the namespace that the spec names, by name; undefined while they are not known. */
  lexicons: ReadonlyMap<string, KubeObject> | undefined;
  /** The ConfigMap with the lexicons of the service. */
  lexiconMap: KubeObject | undefined;
  deployment: KubeObject | undefined;
  autoscaler: KubeObject | undefined;
  /** The Service that clients use. */
  endpoint: KubeObject | undefined;
  /** What the service has of KEDA's: its ScaledObject, and its InterceptorRoutes. */
  scaledObject: KubeObject | undefined;
  routes: KubeObject[];
  /** The EndpointSlices of the interceptor of KEDA's HTTP add-on, or why there is nothing that could wake a service. */
  keda: { interceptor: KubeObject[] } | { problem: Problem };
  /** How long ago this operator first saw that a Job had ended, in milliseconds, by the Job's uid. */
  sinceEnd: ReadonlyMap<string, number>;
  /** What the pods measured of themselves, of a service with an objective. */
  measured: Measurement;
  /** Serving pods. */
  pods: KubeObject[];
  /** The serving pods of all services on the same volume. */
  readers: KubeObject[];
  /** Everything that the service owns, alone or with others; and of what nobody owns, the Jobs of its volume and what acts on its pods. */
  owned: KubeObject[];
  /** The services of the namespace that use the same volume, this one among them. */
  neighbours: KubeObject[];
  /** Services that want another volume by now and still have servers, or a Deployment of such, on this one. */
  holders: KubeObject[];
  /** Whether a spec names the volume's claim as one of the user's: then it goes with no service. */
  named: boolean;
  /** Names of former volumes that somebody still wants or names, or that pods or other Deployments still use. */
  inUse: string[];
  /** The Secret and ConfigMap that a download reads, while they matter: undefined when they were not looked at. */
  references: Reference[] | undefined;
  /** The Secret with the servers' API keys, while pods do not get ready: undefined when it was not looked at. */
  keys: Reference | undefined;
  /** What another service of the namespace has pinned of the same files. */
  pinnedBefore: ResolvedFile[] | undefined;
}

/** An object that a spec names, with its version; undefined when it is not there. */
export interface Reference {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  version: string | undefined;
  /** The service whose spec names it, where it is another one. */
  of?: string;
}
