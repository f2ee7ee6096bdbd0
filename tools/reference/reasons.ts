/** Condition types, in the order in which a reader wants them. */
export const conditions: Record<string, string> = {
  Ready:
    'The summary: the model is verified, the desired pods are ready, and nothing is in progress. If it is not True, its reason and message are those of the first condition that prevents it.',
  StorageReady: 'The claim that holds the model is bound.',
  ModelReady:
    'Every file of the model was verified on the volume. Later damage makes it False until the volume is repaired. Running pods keep serving.',
  Available: 'At least one pod is ready.',
  Progressing:
    'Something is in progress. False with reason `Settled` means that everything is done. False with any other reason means that progress is blocked.',
  Autoscaling: 'The autoscaler works. This condition exists only with `spec.scaling.maxReplicas`.',
};

/** What each reason means and what to do, beyond the message that comes with it. */
export const reasons: Record<string, string> = {
  // all is well, or on its way
  Ready: 'The desired pods are ready.',
  Bound: 'The claim is bound.',
  NotNeeded: 'Each pod has its own model (PerPod, Image), so there is no claim.',
  Verified: 'Every file was read, and its sha256 matches the manifest.',
  VerifiedInPod: 'Each pod verifies its own copy before it serves (PerPod, Image).',
  Serving: 'Pods are ready.',
  Settled: 'The cluster matches the spec.',
  Autoscaling: 'The autoscaler works.',
  Creating: 'The claim is being created.',
  Resolving: 'The source is asked for the digests of the model, once. The answer is then pinned.',
  Downloading: 'The model is being downloaded and verified. `status.model` shows the progress.',
  Repairing: 'Files on the volume were missing or altered and are downloaded again. Find out what wrote to the volume.',
  NotStarted: 'No server starts before its model is verified.',
  Starting: 'Pods are starting.',
  RollingOut: 'New pods are starting. The old pods serve until the new ones are ready.',
  ScaledToZero: 'Zero pods are desired and none is left. Ready is True, Available is False.',
  Suspended: '`spec.suspend` is true. Ready is True once no pod is left. Available is False.',
  Stopping: 'Pods that are no longer desired are ending.',
  Paused: 'The Deployment is paused. `kubectl rollout resume` continues the rollout.',
  // the spec
  InvalidSpec:
    'The operator cannot read the spec, although the API server accepted it (the CRD is older). Apply the CRD of this release and correct the spec.',
  UnknownModel: 'The catalog has no such model and precision. The message lists what it has.',
  UnknownVoice: 'The model has no such voice.',
  BadManifest: '`spec.model.files` is not a usable model. The message names the file.',
  Forbidden:
    'The operator’s configuration does not allow the address (`MODEL_ALLOWED_HOSTS`, `MODEL_ALLOWED_SCHEMES`), or the API server forbids the operation (RBAC, admission). The message says which.',
  NoSource: 'There is no source to download from. Configure the registries, or set `spec.model.sources`.',
  VolumeTooSmall: '`spec.storage.size` is smaller than the model.',
  // storage
  Unbound:
    'The claim waits for a volume: the StorageClass does not exist, or it waits for a pod that cannot be scheduled.',
  ClaimNotFound: 'The claim of mode ExistingClaim does not exist.',
  ClaimReplaced: 'The claim was replaced after the model was verified on it. A Job verifies the new one.',
  ClaimDeleted: 'The claim is being deleted. It is created again once no pod uses it.',
  PodsEnding: 'Servers that could mount the volume before it is filled must end first. They are being stopped.',
  NotVerified:
    'The claim is missing or new. The service is held at zero pods until the model is verified on it, and then scaled back.',
  VolumeLost: 'The volume of the claim is lost. Delete the claim; it is then created again.',
  // what the API server refuses
  NameTaken:
    'An object with this name exists and was not created by this operator. It is left alone. Rename one of the two.',
  NamespaceTerminating: 'The namespace is being deleted.',
  QuotaExceeded: 'A ResourceQuota of the namespace is exhausted.',
  Refused: 'The API server rejects the object as invalid. The message says why.',
  NotFound: 'The API server does not know the kind, or the namespace does not exist. The message says which.',
  TooLarge: 'The object is too large for the API server or etcd. Share a volume among fewer services.',
  Unauthorized:
    'The API server does not accept the token of the operator. Check its ServiceAccount and the clocks of the nodes.',
  Contested:
    'Another manager or a policy reverts a field each time the operator writes it. The message names the field and, if known, the manager. Stop one of the two from writing it. The operator writes less and less often, down to once every five minutes.',
  Repeated:
    'Something deletes an object each time the operator creates it. Find out what. The operator creates it less and less often, down to once every five minutes.',
  RequestFailed: 'The API server cannot be reached, or an unexpected error stopped the reconcile. It is retried.',
  FailedCreate: 'Pods cannot be created because admission rejects them.',
  WriteFailed:
    'A write has failed repeatedly in the API server, for example because of a broken admission webhook. It is retried.',
  // pods
  Unschedulable: 'The pod fits on no node. The message is from the scheduler.',
  ErrImagePull: 'The image cannot be pulled. Check `spec.image` and its pull secrets.',
  ImagePullBackOff: 'The image cannot be pulled. Check `spec.image` and its pull secrets.',
  InvalidImageName: 'The image reference is invalid.',
  ErrImageNeverPull: 'The pull policy is `Never`, and the node does not have the image.',
  CreateContainerConfigError: 'A Secret or ConfigMap that the pod needs is missing.',
  SecretNotFound:
    'A Secret that the spec names does not exist: `spec.server.apiKeysSecretRef` (servers do not start) or `spec.model.secretRef`.',
  CreateContainerError: 'The container runtime could not create the container.',
  CrashLoopBackOff: 'The container crashes repeatedly. The message has its last output.',
  Crashed: 'The container has ended. The message has its last output.',
  OOMKilled: 'The container used more memory than its limit. Raise `spec.compute.resources.limits.memory`.',
  Evicted: 'The kubelet evicted the pod because its node is short of a resource.',
  PodNotCreated:
    'A download Job could not create its pod (a quota, a LimitRange, Pod Security). `kubectl describe job` says why.',
  DeadlineExceeded: 'A download Job reached its deadline and was stopped. The next one resumes the download.',
  PodFailed: 'The pod has failed.',
  ProgressDeadlineExceeded: 'The rollout did not become ready within ten minutes. The old pods keep serving.',
  Failed: 'The download failed without a reason. See the log of its pod.',
  // autoscaling
  UnableToScale: 'The autoscaler cannot change the Deployment.',
  MetricsUnavailable: 'The autoscaler gets no metrics. Install metrics-server.',
};
