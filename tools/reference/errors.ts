import { advice } from '../../operator/model-store/report.ts';
import { errorTable, errorType } from '../../runtime/errors.ts';
import { code, page, table } from './page.ts';

/** docs/reference/errors.md: what the speech API answers, and why a download fails. */
export function errorsPage(): string {
  const answers = Object.entries(errorTable).map(([name, { status, meaning }]) => [
    code(name),
    String(status),
    code(errorType(status)),
    meaning,
  ]);
  const reasons = Object.entries(advice).map(([reason, what]) => [code(reason), what]);
  const text = [
    '## Speech API\n\nEvery error has a body in OpenAI’s form: `{"error": {"message", "type", "param", "code"}}`. This includes requests that are not valid HTTP.',
    table(['code', 'status', 'type', 'meaning'], answers),
    '## Downloads\n\nReason of condition `ModelReady` while a download is retried, and of its Events.',
    table(['reason', 'what to do'], reasons),
  ];
  return page('Errors', 'runtime/errors.ts and operator/model-store/report.ts', text.join('\n\n'));
}
