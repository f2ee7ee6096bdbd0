/** A change of the operator that brings a defect (back): `from` is there once in `file`. */
export interface Mutant {
  /** The defect that is taken back, or what the change does. */
  name: string;
  file: string;
  from: string;
  to: string;
}

/** Mends taken back, by the names of the list of defects that they mended. */
export const mends: Mutant[] = [
  {
    name: 'C1 a list of one namespace declares the objects of the others gone',
    file: 'controller/reflector.ts',
    from: 'if (this.#options.namespace !== undefined && object.metadata.namespace !== this.#options.namespace) continue;',
    to: '',
  },
  {
    name: 'C2 damage is judged from the pods of the service alone',
    file: 'observe/observe.ts',
    from: 'readers: volumePods.filter((pod) => !isDownload(pod) && !pod.metadata.deletionTimestamp)',
    to: "readers: stores.Pod.by('service', of(name)).filter((pod) => !pod.metadata.deletionTimestamp)",
  },
  {
    name: 'C2 a repair cures nothing',
    file: 'decide/model-state.ts',
    from: 'const open = seen.filter((sighting) => !verified?.cured.includes(sighting));',
    to: 'const open = seen;',
  },
  {
    name: 'a server that ends on damaged files is not heard',
    file: 'decide/model-state.ts',
    from: 'name === CONTAINER.check || name === CONTAINER.server',
    to: 'name === CONTAINER.check',
  },
  {
    name: 'a pod that was evicted keeps the volume of a former model',
    file: 'objects/deployment.ts',
    from: 'revisionHistoryLimit: 0,',
    to: 'revisionHistoryLimit: 3,',
  },
  {
    name: 'C3 servers are not held while their claim is another one',
    file: 'decide/scaling.ts',
    from: 'if (verifiedOn === undefined || claim.metadata.uid !== verifiedOn)',
    to: 'if (verifiedOn === undefined)',
  },
  {
    name: 'C3 a claim is made and filled while servers could mount it first',
    file: 'decide/mounters.ts',
    from: 'if (!first) return undefined;',
    to: 'return undefined;',
  },
  {
    name: 'C4 a claim that a spec names is removed',
    file: 'observe/observe.ts',
    from: 'if (isNamed(key, caches)) return true;',
    to: '',
  },
  {
    name: 'C4 a claim that a spec names keeps its owners',
    file: 'decide/sharing.ts',
    from: 'const released = volume.ours ? undefined : releasedClaim(observed.claim);',
    to: 'const released = undefined;',
  },
  {
    name: 'M1 nothing is managed while the model is not verified',
    file: 'decide/plan.ts',
    from: 'apply: [...apply, ...servers.apply],',
    to: "apply: [...apply, ...(state.phase === 'Verified' || state.phase === 'PerPod' ? servers.apply : [])],",
  },
  {
    name: 'M1 nothing is managed while there is no model',
    file: 'decide/plan.ts',
    from: 'const { hold, ...servers } = serversOf(service, undefined, observed, config);',
    to: 'const { hold, ...all } = serversOf(service, undefined, observed, config); const servers = { ...all, apply: [] };',
  },
  {
    name: 'M2 a zero of ours is taken for one by hand',
    file: 'decide/scaling.ts',
    from: 'if (held !== undefined) return scaled(live, within(present || held));',
    to: '',
  },
  {
    name: 'M3 a claim is written with the size that a class refuses',
    file: 'objects/volume.ts',
    from: 'storage: live ? sizeOf(live) : largest(sharers)',
    to: 'storage: largest(sharers)',
  },
  {
    name: 'M3 a sharer serves before it owns the claim',
    file: 'decide/sharing.ts',
    from: 'return kept && (writes(service, sharers, manifest) || owns(manifest));',
    to: 'return kept || true;',
  },
  {
    name: 'M5 download Jobs go to any node',
    file: 'objects/download-job.ts',
    from: '...affinityWith(affinity, oneNode ? volume.name : undefined),',
    to: '',
  },
  {
    name: 'M6 a change of what is shared wakes its owners alone',
    file: 'watch/triggers.ts',
    from: 'if (!old || !onlyOwnersChanged(object, old)) return [...keys, ...users(volume, caches)];',
    to: 'if (!old || !onlyOwnersChanged(object, old)) return keys;',
  },
  {
    name: 'M8 pods that download themselves share files with those of other sources',
    file: 'resolve/volume.ts',
    from: "['PerPod', ...ownPlaces(spec)].join(' ')",
    to: "'PerPod'",
  },
  {
    name: 'M8 a Job reads the sources of whoever is the oldest now',
    file: 'decide/sharing.ts',
    from: "const model = first && 'model' in first ? first.model : own;",
    to: 'const model = own;',
  },
  {
    name: 'M9 volumes for one pod roll out with a pod too many',
    file: 'objects/deployment.ts',
    from: "strategy: served.exclusive ? { type: 'Recreate' } : {",
    to: 'strategy: {',
  },
  {
    name: 'M10 a late answer revives what is gone',
    file: 'controller/reflector.ts',
    from: 'if (olderVersion(this.#version, object.metadata.resourceVersion)) this.#store.upsert(object);',
    to: 'this.#store.upsert(object);',
  },
  {
    name: 'M13 the image of the Deployment stays when spec.image is removed',
    file: 'decide/workload.ts',
    from: 'const former = live && defaultsOf(live);',
    to: 'const kept = live && defaultsOf(live); const former = kept && { ...kept, runtimeImage: (live.spec as { template: { spec: { containers: { image: string }[] } } }).template.spec.containers[0]?.image ?? kept.runtimeImage };',
  },
  {
    name: 'M14 a child without our label is a stranger',
    file: 'act/ownership.ts',
    from: "return known || isManaged(live) || isOurs(wanted, live) ? 'ours' : 'taken';",
    to: "return known || isManaged(live) ? 'ours' : 'taken';",
  },
  {
    name: 'M14 a Deployment without our label is gone',
    file: 'observe/observe.ts',
    from: 'workload.deployment ??= await unlabelled(service, read);',
    to: '',
  },
  {
    name: 'a repair that cannot start is written for each sighting',
    file: 'decide/model-state.ts',
    from: 'const answers = isStarted(last.job, observed.jobPods) ? seen : answeredBy(last.job);',
    to: 'const answers = seen;',
  },
  {
    name: 'M14 Jobs that succeed are made again without a wait',
    file: 'decide/model-state.ts',
    from: "if (last.kind === 'succeeded' && last.retryInMs > 0)",
    to: "if (last.kind === 'succeeded' && last.retryInMs > Infinity)",
  },
  {
    name: 'M15 replicas that were filled in contradict an autoscaler',
    file: 'api/scaling-spec.ts',
    from: "'!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas',",
    to: "'!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas', 'write either scaling.replicas, or the rest'), rule('true',",
  },
  {
    name: 'M16 a container that was added keeps a download from counting',
    file: 'observe/jobs.ts',
    from: 'outlived(pod) ? (containerEnd(pod) ?? []) : []',
    to: 'outlived(pod) ? [] : []',
  },
  {
    name: 'what a person kept is owned by a service that is gone',
    file: 'act/act.ts',
    from: '!(await (there ??= isThere()))',
    to: '!(await (there ??= isThere())) && false',
  },
  {
    name: 'a service is read once for all that is written for it',
    file: 'act/act.ts',
    from: 'if (live && !isOwned(live)) there = undefined;',
    to: '',
  },
  {
    name: 'an autoscaler that a deleted service left stays',
    file: 'observe/observe.ts',
    from: '...jobs.filter(isOrphan), ...left]',
    to: '...jobs.filter(isOrphan)]',
  },
  {
    name: 'a service made again is not woken when it becomes an owner',
    file: 'watch/triggers.ts',
    from: '({ kind, uid }) => kind === KIND && !before.has(uid)',
    to: '({ kind, name }) => kind === KIND && !old?.metadata.ownerReferences?.some((one) => one.name === name)',
  },
  {
    name: 'M18 what another manager undoes is written without end',
    file: 'controller/contests.ts',
    from: 'return times < FREE ? 0 :',
    to: 'return times < Infinity ? 0 :',
  },
  {
    name: 'M18 an immutable field that a policy changed is written for ever',
    file: 'act/immutable.ts',
    from: 'if (fixed.length === 0) return wanted;',
    to: 'if (fixed.length >= 0) return wanted;',
  },
  {
    name: 'M19 a wanted zero is not done',
    file: 'status/status.ts',
    from: "return none('ScaledToZero', available.message);",
    to: "return { ...none('ScaledToZero', available.message), status: 'False' as const };",
  },
];

/** Changes of our own choosing in plan, sharing, model-state, queue, store and what is beside them. */
export const others: Mutant[] = [
  {
    name: 'queue: what came while a key was worked on is forgotten',
    file: 'controller/queue.ts',
    from: 'if (urgent !== undefined) this.add(key, { urgent });',
    to: '',
  },
  {
    name: 'queue: a planned time is never brought forward',
    file: 'controller/queue.ts',
    from: 'if (planned !== undefined && planned.at <= at) return;',
    to: 'if (planned !== undefined) return;',
  },
  {
    name: 'queue: a key is worked on twice at once',
    file: 'controller/queue.ts',
    from: 'if (this.#active.has(key)) {',
    to: 'if (this.#active.has(key) && key === "") {',
  },
  {
    name: 'store: older objects replace newer ones',
    file: 'controller/store.ts',
    from: 'if (old !== undefined && !olderVersion(old.metadata.resourceVersion, resourceVersion)) return false;',
    to: '',
  },
  { name: 'store: indexes keep what is gone', file: 'controller/store.ts', from: 'keys?.delete(key);', to: '' },
  {
    name: 'store: the end of a former object takes its successor',
    file: 'controller/store.ts',
    from: 'if (held === undefined || held.metadata.uid !== object.metadata.uid) return;',
    to: 'if (held === undefined) return;',
  },
  {
    name: 'reflector: after 410 nothing is listed again',
    file: 'controller/reflector.ts',
    from: 'if (status === EXPIRED) this.#listDue = true;',
    to: '',
  },
  {
    name: 'reflector: a list takes nothing away',
    file: 'controller/reflector.ts',
    from: 'this.#store.remove(object);\n      if (watched',
    to: 'if (watched',
  },
  {
    name: 'reflector: deletions are not heard',
    file: 'controller/reflector.ts',
    from: "if (event.type === 'DELETED') this.#store.remove(event.object as unknown as T);\n        else if",
    to: "if (event.type === 'DELETED') void 0;\n        else if",
  },
  {
    name: 'leader: once leading, always leading',
    file: 'controller/leader.ts',
    from: 'this.#renewedAt = started;',
    to: 'this.#renewedAt = Infinity;',
  },
  {
    name: 'plan: a former volume goes before the new one serves',
    file: 'decide/plan.ts',
    from: 'return settled && !observed.inUse.includes(of);',
    to: 'return !observed.inUse.includes(of);',
  },
  {
    name: 'plan: a former volume goes while others use it',
    file: 'decide/plan.ts',
    from: 'return settled && !observed.inUse.includes(of);',
    to: 'return settled;',
  },
  {
    name: 'plan: a former volume never goes',
    file: 'decide/plan.ts',
    from: 'return settled && !observed.inUse.includes(of);',
    to: 'return false;',
  },
  {
    name: 'plan: a failed download is not tried again',
    file: 'decide/plan.ts',
    from: "if (state.phase === 'Retrying') return { kind: 'retryAfter', ms: Math.min(look, Math.max(1_000, state.retryInMs)) };",
    to: '',
  },
  {
    name: 'plan: autoscalers stay when they are not wanted',
    file: 'decide/plan.ts',
    from: "if (kind === 'HorizontalPodAutoscaler') return autoscaler(service) === undefined;",
    to: "if (kind === 'HorizontalPodAutoscaler') return false;",
  },
  {
    name: 'sharing: what is shared is written by the oldest alone, also where it is missing',
    file: 'decide/sharing.ts',
    from: 'return first === service || live === undefined;',
    to: 'return first === service;',
  },
  {
    name: 'sharing: services that are going speak for the others',
    file: 'decide/sharing.ts',
    from: 'if (object.metadata.deletionTimestamp || object.metadata.uid === service.metadata.uid) continue;',
    to: 'if (object.metadata.uid === service.metadata.uid) continue;',
  },
  {
    name: 'sharing: every sharer takes itself for the oldest',
    file: 'decide/sharing.ts',
    from: 'const first = eldest(all) ?? service;',
    to: 'const first = service;',
  },
  {
    name: 'sharing: those who still hold a volume lose it',
    file: 'objects/volume.ts',
    from: '...(retain ? {} : { ownerReferences: sharedOwners([...sharers, ...holders]) }),',
    to: '...(retain ? {} : { ownerReferences: sharedOwners(sharers) }),',
  },
  {
    name: 'model-state: the record of a former claim counts',
    file: 'decide/model-state.ts',
    from: 'if (!manifest || onClaim !== uid || time === undefined) return undefined;',
    to: 'if (!manifest || time === undefined) return undefined;',
  },
  {
    name: 'model-state: the Job of a former claim counts',
    file: 'decide/model-state.ts',
    from: 'return !(made !== undefined && since !== undefined && made < since);',
    to: 'return true;',
  },
  {
    name: 'model-state: damage is not seen',
    file: 'decide/model-state.ts',
    from: 'return [...new Set([...told, ...seen])].sort();',
    to: 'return [];',
  },
  {
    name: 'model-state: a missing Secret is no reason to wait',
    file: 'decide/model-state.ts',
    from: 'const missing = references?.find(({ version }) => version === undefined);',
    to: 'const missing = references?.find(({ version }) => version === "none");',
  },
  {
    name: 'attempts: another task is no reason for another Job',
    file: 'decide/attempts.ts',
    from: "if (annotations[ANNOTATION.task] !== task()) return { kind: 'due', attempt: attempt + 1 };",
    to: '',
  },
  {
    name: 'attempts: failures are not waited out longer each time',
    file: 'decide/attempts.ts',
    from: 'FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10)',
    to: 'FIRST_RETRY_MS / 100',
  },
  {
    name: 'observe: servers on a former volume are not seen',
    file: 'observe/observe.ts',
    from: "if (stores.Pod.by('volume', key).some((pod) => !isDownload(pod) && !hasEnded(pod))) return true;",
    to: '',
  },
  {
    name: 'triggers: pods wake nobody',
    file: 'watch/triggers.ts',
    from: 'if (service !== undefined) keys.push(`${namespace}/${service}`);',
    to: '',
  },
  {
    name: 'scaling: suspend stops nothing',
    file: 'decide/scaling.ts',
    from: "if (suspend) return { reason: 'Suspended', message: 'spec.suspend is true.' };",
    to: '',
  },
];
