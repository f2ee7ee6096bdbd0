import { expect, test } from 'vitest';
import { goModule } from './other-version.ts';

test('each staging module is replaced by its published version, and nothing else is', () => {
  const kubernetes = `module k8s.io/kubernetes

go 1.24.0

require (
	k8s.io/api v0.0.0
	github.com/spf13/cobra v1.9.1
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/apimachinery => ./staging/src/k8s.io/apimachinery
	github.com/other/thing => github.com/fork/thing v1.0.0
)
`;
  expect(goModule('v1.34.4', kubernetes)).toBe(`module build.local/kubernetes

go 1.24.0

require k8s.io/kubernetes v1.34.4

replace (
	k8s.io/api => k8s.io/api v0.34.4
	k8s.io/apimachinery => k8s.io/apimachinery v0.34.4
)
`);
});
