import type { Reason as DownloadReason } from '../model-store/report.ts';

/**
 * The reasons that the operator itself writes to conditions and Events: what each means and what to do, beyond the message that
 * comes with it. docs/reference/conditions.md is generated from this table.
 */
export const reasons = {
  // all is well, or on its way
  Ready: 'All desired pods serve.',
  Bound: 'The claim is bound.',
  NotNeeded: 'Each pod brings its own model (modes PerPod and Image), so there is no claim.',
  Verified: 'Every file was read and matches the sha256 in the manifest.',
  VerifiedInPod: 'Each pod verifies its own copy before it serves (modes PerPod and Image).',
  Serving: 'At least one pod serves.',
  OnGpu: 'All pods that serve compute on a GPU.',
  Settled: 'The cluster matches the spec.',
  Autoscaling: 'The autoscaler works.',
  Creating: 'The claim is being created.',
  Resolving: 'The operator asks the sources for the digests of the model, once, and then pins them.',
  Downloading: 'The model is being downloaded and verified. `status.model` shows the progress.',
  Repairing:
    'Files on the volume were missing or altered, and are downloaded again. Find out what wrote to the volume.',
  VolumePending:
    'The download starts once the claim is bound. `StorageReady` says what the claim waits for; without a problem it is bound within seconds.',
  NotStarted: 'No server starts before its model is verified.',
  Starting: 'Pods are starting.',
  RollingOut: 'New pods are replacing the old ones, which serve until the new ones are ready.',
  ScaledToZero: 'The service is scaled to zero replicas and has no pods. Ready is True, and Available is False.',
  Sleeping:
    'The service has no pods, because nobody uses it (`spec.scaling.minReplicas` is 0). The next request starts one and waits for it. Ready is True, and Available is False.',
  Waking: 'A request has woken the service, and waits for the pod that starts. Ready stays True.',
  Suspended: '`spec.suspend` is true. Ready is True once no pod is left, and Available is False.',
  Stopping: 'Pods that are no longer desired are terminating.',
  Paused: 'The Deployment is paused. Run `kubectl rollout resume` to let its pods be replaced.',
  // the spec
  InvalidSpec:
    'The operator cannot read the spec, although the API server admitted it. The CRD is probably older than the operator: apply the CRD of this release, then correct the spec.',
  UnknownModel: 'The catalog has no such model and precision. The message lists what it has.',
  UnknownVoice: 'The model has no such voice.',
  BadManifest: '`spec.model.files` does not describe a complete model. The message names the file.',
  Forbidden:
    'Either the configuration of the operator does not allow the address (`MODEL_ALLOWED_HOSTS`, `MODEL_ALLOWED_SCHEMES`), or the API server does not allow the operator to do this (RBAC, admission). The message says which.',
  NoSource: 'There is no source to download from. Configure the registries, or set `spec.model.sources`.',
  VolumeTooSmall: '`spec.storage.size` is too small for the model.',
  // storage
  Unbound:
    'The claim waits for a volume: the StorageClass does not exist, or the claim waits for a pod that cannot be scheduled.',
  ClaimNotFound: 'The claim that `spec.storage.claimName` names does not exist.',
  ClaimReplaced: 'The claim is not the one that the model was verified on. A Job verifies it again.',
  ClaimDeleted: 'The claim is being deleted. The operator creates it again when no pod uses it.',
  PodsEnding:
    'The download waits for servers that could mount the volume before it is filled. The operator stops them.',
  NotVerified:
    'The claim is missing or new. The service is held at zero pods until the model is verified, and then scaled back.',
  VolumeLost: 'The volume of the claim is gone. Delete the claim, and the operator creates it again.',
  // what the API server refuses
  NameTaken:
    'An object of this name exists that this operator did not create. The operator leaves it alone. Rename one of the two.',
  NamespaceTerminating: 'The namespace is being deleted.',
  QuotaExceeded: 'A ResourceQuota of the namespace is exhausted.',
  Refused: 'The API server rejected the object as invalid. The message says why.',
  NotFound: 'The API server does not know the kind, or the namespace no longer exists. The message says which.',
  TooLarge: 'The object is larger than the API server or etcd accepts. Let fewer services share a volume.',
  Unauthorized:
    'The API server does not accept the token of the operator. Check its ServiceAccount and the clocks of the nodes.',
  Contested:
    'Another manager or a policy reverts a field each time the operator writes it. The message names the field and, if known, the other manager. Let only one of the two set the field. The operator retries less and less often, at last every five minutes.',
  Repeated:
    'Something deletes an object each time the operator creates it. Find out what does. The operator retries less and less often, at last every five minutes.',
  RequestFailed: 'The API server could not be reached, or an unexpected error occurred. The operator retries.',
  FailedCreate: 'The pods cannot be created, because admission rejects them.',
  WriteFailed:
    'A write to the API server failed repeatedly, for example because of a broken admission webhook. The operator retries.',
  // pods
  Unschedulable: 'No node can run the pod. The message quotes the scheduler.',
  ErrImagePull: 'The image cannot be pulled. Check `spec.image` and its pull secrets.',
  ImagePullBackOff: 'The image cannot be pulled. Check `spec.image` and its pull secrets.',
  InvalidImageName: 'The image reference is invalid.',
  ErrImageNeverPull: 'The image is not on the node, and `pullPolicy` is `Never`.',
  CreateContainerConfigError: 'A Secret or ConfigMap that the pod needs does not exist.',
  SecretNotFound:
    'A Secret that the spec names does not exist: `spec.model.secretRef`, or `spec.server.apiKeysSecretRef` of servers that do not start.',
  ConfigMapNotFound: 'The ConfigMap of `spec.model.caBundleRef` does not exist.',
  CreateContainerError: 'The container runtime could not create the container.',
  CrashLoopBackOff: 'The container crashes repeatedly. The message ends with its last output.',
  Crashed: 'The container terminated. The message ends with its last output.',
  OOMKilled: 'The container used more memory than its limit. Raise `spec.compute.resources.limits.memory`.',
  GpuUnusable:
    'The server of a pod cannot use its GPU. The message names the missing library or device. The pod stays unready and tries again at least once a minute. See the [GPU guide](../guides/gpu.md#if-the-gpu-cannot-be-used).',
  NotReported: '`spec.server.env` turns the reports of the pods off, such as `TTS_GPU_REPORT`.',
  GpuFallback:
    'Pods compute on the CPU because they cannot use their GPU, and `TTS_GPU_FALLBACK` allows it. A pod stays on the CPU until it is replaced: repair the GPU, then run `kubectl rollout restart`.',
  Evicted: 'The kubelet evicted the pod, because its node ran out of a resource.',
  PodNotCreated:
    'The download Job could not create its pod, because of a quota, a LimitRange or Pod Security. `kubectl describe job` shows the cause.',
  DeadlineExceeded: 'The download Job ran too long and was stopped. The next one resumes the download.',
  PodFailed: 'The pod failed.',
  ProgressDeadlineExceeded:
    'The rollout made no progress for ten minutes. Pods that served before it continue to serve.',
  Failed: 'The download ended without a result. See the log of its pod.',
  // lexicons
  Accepted: 'Every entry of the lexicon can be spoken.',
  InvalidEntry:
    'An entry of the lexicon cannot be used. The message names it. The last valid version stays in use where it was delivered.',
  UnknownSymbol:
    'The model has no sound for a symbol in the `ipa` of an entry. The message names both. The last valid version stays in use where it was delivered.',
  DuplicateWord:
    'Two entries of the lexicon have the same word. The message names both. The last valid version stays in use where it was delivered.',
  Delivered: 'The lexicons that the spec names are valid, and the servers have them or load them within seconds.',
  LexiconInvalid:
    'A lexicon that the spec names is invalid. `kubectl get ttslex` shows why. Its last valid version stays in use, if there was one.',
  LexiconNotFound: 'A lexicon that the spec names does not exist. The others are in use.',
  LexiconsTooLarge:
    'The lexicons of the service take more than 1,000,000 bytes together. Those that come later in the spec stay as they were, or are not in use.',
  // autoscaling
  UnableToScale: 'The autoscaler cannot change the Deployment.',
  MetricsUnavailable: 'The autoscaler gets no metrics. Install metrics-server.',
  KedaNotFound:
    '`spec.scaling.minReplicas` is 0, and the cluster does not have KEDA or its HTTP add-on in a supported version. The message names what is missing. Until it is there, the service keeps one pod. See [pay for speech only when it speaks](../guides/scale-to-zero.md).',
  InterceptorNotFound:
    'The interceptor of the HTTP add-on is not where the operator looks for it. Set `KEDA_INTERCEPTOR` of the operator.',
  InterceptorDown: 'No pod of the interceptor of the HTTP add-on is ready, so requests do not reach the service.',
  KedaLeaving:
    'A ScaledObject of the service is being deleted. KEDA has to remove its finalizer before another autoscaler takes over.',
  // the objective
  ObjectiveMet: 'As many pods serve as the objective needs.',
  NotMeasured:
    'Pods tell how fast they are once they have spoken 50 requests since they started. Until then, the objective has no effect, or what was measured before counts. If pods answer what cannot be used, the message says so: their image may be of another version.',
  Unreachable:
    'The operator cannot read `/metrics` of the pods on their port, 8205 by default. A NetworkPolicy or a mesh has to admit it. Until then, the objective has no effect, or what was measured before counts.',
  TooFewPods: 'Fewer pods serve than the objective needs. The message says whether more may start.',
  PodsTooSlow:
    'No number of such pods is enough. Give each pod more CPU, or ask for less. The objective has no effect on the number of pods.',
} as const;

declare const relayed: unique symbol;
/** A reason that Kubernetes gave (the scheduler, the kubelet, the autoscaler), passed on unchanged. */
export type RelayedReason = string & { readonly [relayed]: true };

/** Every reason that a condition may have: one of ours, one of the model store, or one that is passed on. */
export type Reason = keyof typeof reasons | DownloadReason | RelayedReason;

/** The reason that a Kubernetes component gave, passed on; where it gave none, one of ours. */
export function relay(reason: string | undefined, otherwise: keyof typeof reasons): Reason {
  return reason === undefined ? otherwise : (reason as RelayedReason);
}
