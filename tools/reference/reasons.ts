/** Condition types, in the order in which a reader wants them. */
export const conditions: Record<string, string> = {
  Ready:
    'The summary: the model is verified, the wanted pods serve, and nothing is under way. Its reason and message are those of the first condition that keeps it from being True.',
  StorageReady: 'The claim that holds the model is bound.',
  ModelReady:
    'Every file of the model was verified on the volume. Later damage makes it False until the volume is repaired; pods that serve go on serving.',
  Available: 'At least one pod serves.',
  Progressing:
    'Something is under way. False with `Settled` is the state of rest; False with anything else is a standstill.',
  Autoscaling: 'The autoscaler can do its work. Only there with `spec.scaling.maxReplicas`.',
};

/** What each reason means and what to do, beyond the message that comes with it. */
export const reasons: Record<string, string> = {
  // all is well, or on its way
  Ready: 'The wanted pods serve.',
  Bound: 'The claim is bound.',
  NotNeeded: 'Each pod brings its own model (PerPod, Image): there is no claim.',
  Verified: 'Every file was read and has the sha256 of the manifest.',
  VerifiedInPod: 'Each pod verifies its own copy before it serves (PerPod, Image).',
  Serving: 'Pods serve.',
  Settled: 'The cluster is as the spec says.',
  Autoscaling: 'The autoscaler works.',
  Creating: 'The claim is being made.',
  Resolving: 'The model’s digests are asked for at its source, once; they are then pinned.',
  Downloading: 'The model is being downloaded and verified; `status.model` tells how far.',
  Repairing: 'Files on the volume were missing or altered; they are fetched again. Find out what wrote to the volume.',
  NotStarted: 'No server is started before its model is verified.',
  Starting: 'Pods are starting.',
  RollingOut: 'New pods are starting; those that served before serve until they are ready.',
  ScaledToZero:
    'No pod is asked for, and none is there: the service is as wanted, so that Ready is True; Available is False.',
  Suspended: '`spec.suspend` is true. Ready is True once no pod is left; Available is False.',
  Stopping: 'Pods that are not wanted any more are ending.',
  Paused: 'Somebody has paused the Deployment: `kubectl rollout resume` lets the pods be replaced.',
  // the spec
  InvalidSpec:
    'The spec cannot be read, although the API server let it in (an older CRD): apply this release’s CRD, correct the spec.',
  UnknownModel: 'The catalog has no such model and precision; the message lists what there is.',
  UnknownVoice: 'The model has no such voice.',
  BadManifest: '`spec.model.files` cannot make a model; the message names the file.',
  Forbidden:
    'The operator’s configuration does not allow the address (`MODEL_ALLOWED_HOSTS`, `MODEL_ALLOWED_SCHEMES`), or the API server does not let the operator do this (RBAC, admission): the message says which.',
  NoSource: 'No place to download from is known: configure the registries, or write `spec.model.sources`.',
  VolumeTooSmall: '`spec.storage.size` cannot hold the model.',
  // storage
  Unbound: 'The claim waits for a volume: the StorageClass is missing, or it waits for a pod that cannot be scheduled.',
  ClaimNotFound: 'Mode ExistingClaim names a claim that is not there.',
  ClaimReplaced: 'The claim is another than the model was verified on; a Job verifies it anew.',
  ClaimDeleted: 'The claim is being deleted; it is made anew when no pod uses it.',
  PodsEnding: 'Servers that could mount the volume before it is filled have to end first; they are stopped.',
  NotVerified:
    'The claim is gone or new: servers are held at zero until the model is verified on it, and then get their number back.',
  VolumeLost: 'The volume of the claim is gone: delete the claim, and it is made anew.',
  // what the API server refuses
  NameTaken: 'An object of this name was not made by this operator; it is left alone. Rename one of the two.',
  NamespaceTerminating: 'The namespace is being deleted.',
  QuotaExceeded: 'A ResourceQuota of the namespace is used up.',
  Refused: 'The API server finds the object invalid; the message says why.',
  NotFound: 'The API server does not know the kind, or the namespace is gone; the message says which.',
  TooLarge: 'The object is larger than the API server or etcd takes: share a volume among fewer services.',
  Unauthorized:
    'The API server does not accept the operator’s token: see its ServiceAccount and the clocks of the nodes.',
  Contested:
    'Another manager or a policy changes a field back each time the operator writes it. The message names the field and, where it is known, the other; have one of the two leave it alone. It is written less and less often, at last every five minutes.',
  Repeated:
    'An object is gone each time it was made: find out what removes it. It is made less and less often, at last every five minutes.',
  RequestFailed: 'The API server could not be asked, or an unforeseen error has stopped the work. It is tried again.',
  FailedCreate: 'Pods cannot be made: admission refuses them.',
  WriteFailed:
    'The API server has failed at a write again and again, for instance through a broken admission webhook. It is tried again.',
  // pods
  Unschedulable: 'No node takes the pod; the message has the scheduler’s words.',
  ErrImagePull: 'The image cannot be pulled: check `spec.image` and its pull secrets.',
  ImagePullBackOff: 'The image cannot be pulled: check `spec.image` and its pull secrets.',
  InvalidImageName: 'The reference of the image is not one.',
  ErrImageNeverPull: '`pullPolicy: Never` and the node does not have the image.',
  CreateContainerConfigError: 'A Secret or ConfigMap that the pod needs is missing.',
  SecretNotFound:
    'A Secret that the spec names is not there: `spec.server.apiKeysSecretRef` of servers that do not start, or `spec.model.secretRef`.',
  CreateContainerError: 'The container runtime could not make the container.',
  CrashLoopBackOff: 'The container ends again and again; the message has its last words.',
  Crashed: 'The container has ended; the message has its last words.',
  OOMKilled: 'The container used more memory than its limit: raise `spec.compute.resources.limits.memory`.',
  Evicted: 'The kubelet has ended the pod for want of a resource of its node.',
  PodNotCreated:
    'The Job of a download may not make its pod (a quota, a LimitRange, Pod Security): `kubectl describe job` tells why.',
  DeadlineExceeded:
    'The Job of a download took too long and was stopped; the next one goes on with what it has fetched.',
  PodFailed: 'The pod has failed as a whole.',
  ProgressDeadlineExceeded: 'The rollout has not got ready within ten minutes. What served before keeps serving.',
  Failed: 'The download ended without saying why; see the log of its pod.',
  // autoscaling
  UnableToScale: 'The autoscaler cannot change the Deployment.',
  MetricsUnavailable: 'The autoscaler gets no metrics: install metrics-server.',
};
