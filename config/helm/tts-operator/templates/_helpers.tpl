{{- define "tts-operator.name" -}}
{{ .Values.nameOverride | default "tts-operator" | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "tts-operator.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tts-operator.labels" -}}
{{ include "tts-operator.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "tts-operator.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "tts-operator.name" .) }}
{{- end }}

{{- /* Takes [context, image]. */}}
{{- define "tts-operator.image" -}}
{{- $root := index . 0 }}{{ $image := index . 1 -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default $root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{- /* JSON list; an empty one stands for all namespaces. */}}
{{- define "tts-operator.watchNamespaces" -}}
{{- if and (eq .Values.rbac.scope "namespaced") (not .Values.watchNamespaces) -}}
{{ list .Release.Namespace | toJson }}
{{- else -}}
{{ .Values.watchNamespaces | toJson }}
{{- end }}
{{- end }}

{{- /* Pod Security "restricted". */}}
{{- define "tts-operator.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "tts-operator.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- /* Name of the ConfigMap with the private CA, or nothing. */}}
{{- define "tts-operator.caConfigMap" -}}
{{- with .Values.downloads.caBundle -}}
{{- if and .pem .configMap }}{{ fail "downloads.caBundle: write either pem or configMap, not both" }}{{ end -}}
{{- if .pem }}{{ include "tts-operator.name" $ }}-ca{{ else }}{{ .configMap }}{{ end }}
{{- end }}
{{- end }}

{{- /* spec of a TTSService with the chart's pull secrets, CA and proxy where it names none. Takes [context, spec]. */}}
{{- define "tts-operator.serviceSpec" -}}
{{- $root := index . 0 }}{{ $spec := deepCopy (index . 1 | default dict) }}
{{- $model := $spec.model | default dict }}
{{- $ca := include "tts-operator.caConfigMap" $root }}
{{- if and $ca (not $model.caBundleRef) }}
{{- $_ := set $model "caBundleRef" (dict "name" $ca "key" $root.Values.downloads.caBundle.key) }}
{{- end }}
{{- $proxy := dict }}
{{- range $key, $value := $root.Values.downloads.proxy }}{{ if $value }}{{ $_ := set $proxy $key $value }}{{ end }}{{ end }}
{{- if and $proxy (not $model.proxy) }}{{ $_ := set $model "proxy" $proxy }}{{ end }}
{{- if $model }}{{ $_ := set $spec "model" $model }}{{ end }}
{{- $image := $spec.image | default dict }}
{{- if and $root.Values.imagePullSecrets (not $image.pullSecrets) }}
{{- $_ := set $spec "image" (set $image "pullSecrets" $root.Values.imagePullSecrets) }}
{{- end }}
{{- toYaml $spec }}
{{- end }}

{{- /* What Kubernetes would mount into every container by itself: the token for the API server, for an hour at a time, and its CA. */}}
{{- define "tts-operator.apiVolume" -}}
- name: api
  projected:
    sources:
      - serviceAccountToken: { path: token, expirationSeconds: 3607 }
      - configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }
      - downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] }
{{- end }}

{{- define "tts-operator.apiMount" -}}
- { name: api, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true }
{{- end }}
