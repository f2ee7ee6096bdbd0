const byId = (id) => document.getElementById(id);
const [form, input, voice, second, share, speed, format, key, status, audio, wave, words, code, language] =
  'form input voice second share speed format key status audio wave words code language'.split(' ').map(byId);

const regions = new Intl.DisplayNames(['en'], { type: 'language' });
let spoken = [];
let address = '';

async function listVoices() {
  const answer = await call('voices');
  const { voices } = await answer.json();
  const groups = Map.groupBy(
    voices.filter(({ present }) => present),
    ({ language: tag }) => tag,
  );
  for (const select of [voice, second]) {
    for (const [tag, members] of groups) {
      const group = document.createElement('optgroup');
      group.label = regions.of(tag);
      for (const { id, name, gender, grade } of members) {
        group.append(new Option(`${name} (${gender}${grade ? `, grade ${grade}` : ''})`, id));
      }
      select.append(group);
    }
  }
}

async function call(path, body) {
  const headers = {
    ...(key.value && { authorization: `Bearer ${key.value}` }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
  if (answer.ok) return answer;
  const { error } = await answer.json();
  throw new Error(error.message);
}

function request() {
  const shares = Number(share.value);
  const blend = second.value ? `${voice.value}(${100 - shares})+${second.value}(${shares})` : voice.value;
  return {
    model: 'kokoro',
    input: input.value,
    voice: blend,
    speed: Number(speed.value),
    response_format: format.value,
  };
}

async function speak() {
  show('Speaking …');
  const started = performance.now();
  const answer = await (await call('v1/audio/speech/timestamps', request())).json();
  const bytes =
    Uint8Array.fromBase64?.(answer.audio) ?? Uint8Array.from(atob(answer.audio), (char) => char.charCodeAt(0));
  const type = { mp3: 'audio/mpeg', opus: 'audio/ogg', aac: 'audio/aac', flac: 'audio/flac', wav: 'audio/wav' }[
    answer.audio_format
  ];
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(new Blob([bytes], { type }));
  audio.src = address;
  byId('download').href = address;
  byId('download').download = `speech.${answer.audio_format}`;
  byId('result').hidden = false;
  showWords(answer.words);
  await drawWave(bytes);
  show(`${answer.duration.toFixed(1)} s of speech in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  await audio.play().catch(() => undefined);
}

/** The text with each word in a span of its own, so that it can be marked while it is heard. */
function showWords(times) {
  const text = input.value;
  words.replaceChildren();
  let position = 0;
  spoken = times.map(({ word, start, end }) => {
    const at = text.indexOf(word, position);
    const span = document.createElement('span');
    span.textContent = word;
    if (at >= 0) {
      words.append(text.slice(position, at));
      position = at + word.length;
    }
    words.append(span);
    span.addEventListener('click', () => ((audio.currentTime = start), audio.play()));
    return { span, start, end };
  });
  words.append(text.slice(position));
}

/** What each stretch of the text was taken for; words that no rule took stand together. */
async function explain() {
  const body = { input: input.value, voice: request().voice, explain: true };
  const { segments } = await (await call('v1/audio/phonemes', body)).json();
  const rows = [];
  for (const { text, whitespace, phonemes, kind, words: said } of segments.flatMap(({ tokens }) => tokens)) {
    const last = rows.at(-1);
    const space = whitespace && ' ';
    if (last && !kind && !last[1]) {
      for (const cell of [0, 2]) last[cell] += text + space;
      last[3] += phonemes + space;
    } else {
      rows.push([text + space, kind ?? '', (kind ? said : text) + space, phonemes + space]);
    }
  }
  const cells = (row) => row.map((content) => Object.assign(document.createElement('td'), { textContent: content }));
  byId('reasons').replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement('tr');
      line.append(...cells(row));
      return line;
    }),
  );
  byId('reading').hidden = false;
}

function followWords() {
  for (const { span, start, end } of spoken) {
    span.classList.toggle('heard', !audio.paused && audio.currentTime >= start && audio.currentTime < end);
  }
  if (!audio.paused) requestAnimationFrame(followWords);
}

async function drawWave(bytes) {
  const context = wave.getContext('2d');
  context.clearRect(0, 0, wave.width, wave.height);
  const decoded = await new OfflineAudioContext(1, 1, 24000)
    .decodeAudioData(bytes.slice().buffer)
    .catch(() => undefined);
  if (!decoded) return;
  const samples = decoded.getChannelData(0);
  const step = samples.length / wave.width;
  context.fillStyle = getComputedStyle(byId('status')).color;
  for (let x = 0; x < wave.width; x++) {
    let peak = 0;
    for (let i = Math.floor(x * step); i < (x + 1) * step; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    const height = Math.max(1, peak * wave.height);
    context.fillRect(x, (wave.height - height) / 2, 1, height);
  }
  wave.setAttribute('aria-label', `Waveform of ${decoded.duration.toFixed(1)} seconds of speech`);
}

function showCode() {
  const body = request();
  const base = new URL('.', location.href).href;
  const file = `speech.${body.response_format}`;
  const quoted = JSON.stringify(body, undefined, 2).replaceAll("'", "'\\''");
  const auth = key.value ? ` \\\n  -H "Authorization: Bearer $API_KEY"` : '';
  const fields = Object.entries(body).map(([name, value]) => [name, JSON.stringify(value)]);
  code.textContent = {
    curl: `curl -X POST ${base}v1/audio/speech${auth} \\\n  -H "Content-Type: application/json" \\\n  -d '${quoted}' \\\n  --output ${file}`,
    python: `from openai import OpenAI\n\nclient = OpenAI(base_url="${base}v1", api_key="none")\nwith client.audio.speech.with_streaming_response.create(\n${fields.map(([name, value]) => `    ${name}=${value},`).join('\n')}\n) as speech:\n    speech.stream_to_file("${file}")`,
    node: `import { writeFile } from 'node:fs/promises';\nimport OpenAI from 'openai';\n\nconst client = new OpenAI({ baseURL: '${base}v1', apiKey: 'none' });\nconst speech = await client.audio.speech.create({\n${fields.map(([name, value]) => `  ${name}: ${value},`).join('\n')}\n});\nawait writeFile('${file}', Buffer.from(await speech.arrayBuffer()));`,
  }[language.value];
}

function show(message, isError = false) {
  status.textContent = message;
  status.classList.toggle('error', isError);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  byId('speak').disabled = true;
  speak()
    .catch((error) => show(error.message, true))
    .finally(() => (byId('speak').disabled = false));
});
byId('explain').addEventListener('click', () => explain().catch((error) => show(error.message, true)));
document.addEventListener('input', () => {
  byId('speed-shown').textContent = speed.value;
  byId('share-shown').textContent = `${share.value} %`;
  share.disabled = second.value === '';
  showCode();
});
key.addEventListener(
  'change',
  () => voice.options.length === 0 && listVoices().then(showCode, (error) => show(error.message, true)),
);
byId('copy').addEventListener('click', () =>
  navigator.clipboard.writeText(code.textContent).then(
    () => show('Copied.'),
    () => show('The browser does not allow copying.', true),
  ),
);
audio.addEventListener('play', followWords);

await listVoices().catch((error) => show(error.message, true));
showCode();
