import { expect, test } from 'vitest';
import { leanBuilder } from './lean.ts';

const builder = `func build() {
	switch triggerType {
	case "cpu":
		return scalers.NewCPUMemoryScaler(config)
	case "kafka":
		return scalers.NewKafkaScaler(ctx, config)
	case "external-push":
		return scalers.NewExternalPushScaler(config)
	default:
		return nil
	}
}
`;

test('cases of scalers that were left out go, and the rest stays as it is', () => {
  const scalers = 'func NewCPUMemoryScaler(c Config) {\n}\nfunc NewExternalPushScaler(c Config) {\n}\n';
  expect(leanBuilder(builder, scalers)).toBe(
    builder.replace('\tcase "kafka":\n\t\treturn scalers.NewKafkaScaler(ctx, config)\n', ''),
  );
});

test('a release that is written in another way is refused', () => {
  expect(() => leanBuilder('func build() {}', '')).toThrow(/another way/);
});
